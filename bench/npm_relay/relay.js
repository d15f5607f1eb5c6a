// Relays device/N/t to queue/N/t through JSON, the way MsgFlo's coordinator forwards. `node relay.js PORT ROUTES`
'use strict';

const mqtt = require('mqtt');

const TOPICS_IN_A_SUBSCRIBE = 100;

const [port, routes] = process.argv.slice(2).map(Number);
const queues = new Map();
for (let i = 0; i < routes; i += 1) queues.set(`device/${i}/t`, `queue/${i}/t`);

const client = mqtt.connect({ host: '127.0.0.1', port, protocolVersion: 5, clientId: 'bench-npm' });

client.on('connect', () => {
  const topics = [...queues.keys()];
  for (let i = 0; i < topics.length; i += TOPICS_IN_A_SUBSCRIBE) {
    client.subscribe(topics.slice(i, i + TOPICS_IN_A_SUBSCRIBE), { qos: 1 });
  }
});

client.on('message', (topic, payload, packet) => {
  const message = JSON.parse(payload.toString());
  client.publish(queues.get(topic), JSON.stringify(message), { qos: packet.qos });
});
