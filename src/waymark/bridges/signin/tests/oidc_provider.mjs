// A real OpenID Connect provider for the tests, on loopback: whoever enters an email address there has it.
// Arguments: the address to come back to. Prints its issuer on the first line.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [back] = process.argv.slice(2);
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "waymark", client_secret: "a secret of the tests", redirect_uris: [back] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id.replace("unverified+", ""), email_verified: !id.startsWith("unverified+") }),
    }),
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
