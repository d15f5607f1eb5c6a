// Speaks MsgFlo's router protocol with MsgFlo's Node.js library: plain JSON messages with QoS 0, over MQTT 3.1.1.
// Arguments: the broker's address and the router's instance. Each line of stdin is `{"request":…,"message":…}`;
// what comes on `bindings` and `error` is told on stdout as `{"topic":…,"message":…}`.
'use strict';

const { transport } = require('msgflo-nodejs');
const readline = require('readline');

const [address, instance] = process.argv.slice(2);
const client = transport.getClient(address);
const topicOf = (name) => `/msgrouter/${instance}/${name}`;

function stopAt(error) {
  if (error) throw error;
}

function listen(name, then) {
  const tell = (message) => console.log(JSON.stringify({ topic: name, message: message.data }));
  client.subscribeToQueue(topicOf(name), tell, (error) => {
    stopAt(error);
    then();
  });
}

function read() {
  console.log('listening');
  readline.createInterface({ input: process.stdin }).on('line', (line) => {
    const { request, message } = JSON.parse(line);
    client.sendTo('inqueue', topicOf(request), message, stopAt);
  });
}

client.connect((error) => {
  stopAt(error);
  listen('bindings', () => listen('error', read));
});
