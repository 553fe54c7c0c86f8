// Pushes with @parse/node-apn: reads the wish from the file named first, writes one line of JSON for each push.
'use strict';
const { readFileSync } = require('node:fs');
const apn = require('@parse/node-apn');

const wish = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const credentials = wish.certificate
  ? { cert: wish.certificate, key: wish.certificateKey }
  : { token: { key: wish.key, keyId: wish.keyId, teamId: wish.team } };
const provider = new apn.Provider({ ...credentials, address: wish.host, port: wish.port, ca: readFileSync(wish.ca) });

async function push({ device, text, command, expiry }) {
  const notification = new apn.Notification();
  notification.topic = wish.topic;
  notification.pushType = 'alert';
  notification.alert = text;
  notification.payload = command ? { cmd: command } : {};
  if (expiry !== undefined) notification.expiry = expiry;
  const { sent, failed } = await provider.send(notification, device);
  if (sent.length === 1) return { status: 200, device: sent[0].device };
  const [{ status, response, error }] = failed;
  return { status: Number(status ?? 0), reason: response?.reason ?? String(error), timestamp: response?.timestamp };
}

(async () => {
  for (const one of wish.pushes) console.log(JSON.stringify(await push(one)));
  await provider.shutdown();
})();
