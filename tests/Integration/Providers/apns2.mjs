// Pushes with apns2: reads the wish from the file named first, writes one line of JSON for each push.
import { readFileSync } from 'node:fs';
import { ApnsClient, Notification, Priority } from 'apns2';
import { Pool } from 'undici';

const wish = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const client = new ApnsClient({
  team: wish.team,
  keyId: wish.keyId,
  signingKey: readFileSync(wish.key, 'utf8'),
  defaultTopic: wish.topic,
  host: wish.host,
});

// The library can be told a host but no port: its pool of connections is replaced, all else stays its own.
await client.client.close();
client.client = new Pool(`https://${wish.host}:${wish.port}`, {
  connections: 32,
  pipelining: 1,
  allowH2: true,
  maxConcurrentStreams: 100,
  connect: { ca: readFileSync(wish.ca) },
});

async function push({ device, text, command, expiry }) {
  const data = command ? { cmd: command } : undefined;
  const notification = new Notification(device, { alert: text, data, expiration: expiry, priority: Priority.immediate });
  try {
    await client.send(notification);
    return { status: 200, device };
  } catch (error) {
    return { status: error.statusCode ?? 0, reason: error.reason ?? String(error), timestamp: error.timestamp };
  }
}

for (const one of wish.pushes) console.log(JSON.stringify(await push(one)));

// Idle connections do not keep node running, and then nobody would wait for the answers to these pings.
const awake = setInterval(() => {}, 1000);
const pings = await client.ping();
await client.close();
clearInterval(awake);
if (!pings.every((ping) => ping.status === 'fulfilled')) throw new Error('a ping was not answered');
