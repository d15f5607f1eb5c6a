// A participant of MsgFlo's Node.js library, as a user would write it.
// Arguments: the broker's address, the role, and its definition as JSON.
// Each line of stdin, `{"port":…,"data":…}`, is sent out; what comes in is told on stdout in the same form.
'use strict';

const { participant } = require('msgflo-nodejs');
const readline = require('readline');

const [broker, role, definition] = process.argv.slice(2);
const emit = { id: 'emit', type: 'any', hidden: true }; // without a queue, as the library's sources have it
const described = JSON.parse(definition);
described.inports.push(emit);

function work(inport, data, send) {
  if (inport === emit.id) {
    send(data.port, null, data.data);
  } else {
    console.log(JSON.stringify({ port: inport, data }));
    if (described.repeats) send('out', null, data);
  }
}

const made = new participant.Participant(broker, described, work, role);
made.start((error) => {
  if (error) throw error;
  console.log('started');
  readline.createInterface({ input: process.stdin }).on('line', (line) => made.send(emit.id, JSON.parse(line)));
});
