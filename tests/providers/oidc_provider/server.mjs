// Runs npm oidc-provider, certified by the OpenID Foundation, in memory on loopback. The last argument is JSON.
import { generateKeyPairSync } from 'node:crypto';
import http from 'node:http';
import Provider, { interactionPolicy } from 'oidc-provider';

const asked = JSON.parse(process.argv.at(-1));
const issuer = `http://localhost:${asked.port}`;
const MFA = 'https://refeds.org/profile/mfa';
const { Check, base } = interactionPolicy;

const policy = base();
policy.get('login').checks.add(new Check('acr_step_up', 'a second factor is asked for', (ctx) => {
  const wanted = (ctx.oidc.params.acr_values ?? '').split(' ').includes(MFA);
  return wanted && ctx.oidc.acr !== MFA ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
}));

function key(type, options, alg) {
  const { privateKey } = generateKeyPairSync(type, options);
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg, kid: alg };
}

async function grantAtOnce(ctx) {
  const { client, session, provider } = ctx.oidc;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'hub',
    client_secret: asked.client_secret,
    redirect_uris: [asked.callback],
    post_logout_redirect_uris: [asked.left],
    backchannel_logout_uri: asked.backchannel,
    backchannel_logout_session_required: true,
    id_token_signed_response_alg: 'ES256',
  }],
  jwks: { keys: [key('ec', { namedCurve: 'P-256' }, 'ES256'), key('rsa', { modulusLength: 2048 }, 'RS256')] },
  cookies: { keys: ['only for this process'] },
  acrValues: [MFA],
  claims: { openid: ['sub', 'acr', 'amr', 'auth_time', 'sid'], profile: ['name'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  interactions: { policy, url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: { enabled: true },
  },
  loadExistingGrant: grantAtOnce,
  findAccount: (ctx, sub) => ({ accountId: sub, claims: () => ({ sub, name: 'Dana Fox' }) }),
  // Its guard against requests to one's own machine is right in the world and in the way here, where all is loopback.
  fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
});

const page = '<!doctype html><title>Sign in</title><form method="post">'
  + '<button name="factor" value="one">Sign in</button>'
  + '<button name="factor" value="two">Sign in with second factor</button></form>';

async function interact(request, response) {
  await provider.interactionDetails(request, response);
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html').end(page);
    return;
  }
  let body = '';
  for await (const chunk of request) body += chunk;
  const second = new URLSearchParams(body).get('factor') === 'two';
  const login = { accountId: 'dana', amr: second ? ['pwd', 'otp', 'mfa'] : ['pwd'], ...(second && { acr: MFA }) };
  await provider.interactionFinished(request, response, { login });
}

const handle = provider.callback();
http.createServer((request, response) => {
  if (!request.url.startsWith('/interaction/')) return handle(request, response);
  return interact(request, response).catch((error) => response.writeHead(500).end(String(error)));
}).listen(asked.port, '127.0.0.1', () => console.log('ready'));
