// Whoever signs in here, pages of desks that were kept on this device for somebody are taken off it.
import { forgetPages } from "./caches.js";

forgetPages().catch(() => {});
