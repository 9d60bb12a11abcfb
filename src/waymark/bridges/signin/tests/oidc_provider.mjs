// A real OpenID Connect provider for the tests, on loopback: whoever enters an email address there has it.
// "unverified+" before an address leaves it unverified; "otp+" and "strong+" say, by `amr` and by `acr`, that a second
// factor was used. Arguments: the address to come back to. Prints its issuer on the first line.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [back] = process.argv.slice(2);
const STRONG = "https://refeds.org/profile/mfa";
const readBody = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
};
const methodsOf = (id) => {
  if (id.startsWith("otp+")) return { amr: ["pwd", "otp"] };
  return id.startsWith("strong+") ? { amr: ["pwd"], acr: STRONG } : { amr: ["pwd"] };
};
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "waymark", client_secret: "a secret of the tests", redirect_uris: [back] }],
    acrValues: [STRONG],
    claims: { openid: ["sub", "amr", "acr"], email: ["email", "email_verified"] },
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: id.replace(/^(unverified|otp|strong)\+/, ""),
        email_verified: !id.startsWith("unverified+"),
      }),
    }),
  });
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (request.method !== "POST" || !request.url.startsWith("/interaction/")) return answer(request, response);
    request.body = await readBody(request);
    if (request.body.prompt !== "login") return answer(request, response);
    const accountId = request.body.login;
    const result = { login: { accountId, ...methodsOf(accountId) } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  });
  console.log(issuer);
});
