// When someone signs in here, writing pages that were kept on this device are taken off it, and the keys to
// words that are kept here: the server gives their writer the key again.
import { forgetPages } from "./caches.js";
import { forgetKeys } from "./device_keys.js";

forgetPages().catch(() => {});
forgetKeys().catch(() => {});
