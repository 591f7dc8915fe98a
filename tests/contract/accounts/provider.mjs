// A real OpenID Connect provider for tests, in a process of its own: oidc-provider with its own pages for signing in.
// Arguments: port, redirect address. Whoever signs in as NAME is NAME with the address NAME@example.org; it is verified
// unless the name begins with "unverified".
import { Provider } from "oidc-provider";

const [port, redirectUri] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "pathwayks", client_secret: "only-for-tests", redirect_uris: [redirectUri], token_endpoint_auth_method: "client_secret_post" }],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  cookies: { keys: ["only-for-tests"] },
  pkce: { required: () => true },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@example.org`, email_verified: !id.startsWith("unverified") }) }),
});
provider.listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
