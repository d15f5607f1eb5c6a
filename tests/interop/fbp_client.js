// Speaks the FBP protocol with MsgFlo's coordinator: a JSON message a line, stdin to it, stdout from it.
'use strict';

const { w3cwebsocket: WebSocket } = require('websocket');
const readline = require('readline');

const socket = new WebSocket(process.argv[2], 'noflo');
socket.onmessage = (event) => console.log(event.data);
socket.onerror = () => process.exit(1);
socket.onclose = () => process.exit(0);
socket.onopen = () => {
  console.log('open');
  readline.createInterface({ input: process.stdin }).on('line', (line) => socket.send(line));
};
