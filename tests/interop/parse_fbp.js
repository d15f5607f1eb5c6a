// What the package fbp reads of each graph file: one JSON line a file, with `graph`, and with `error` when the package
// refuses the file.
'use strict';

const fbp = require('fbp');
const fs = require('fs');

function read(file) {
  const text = fs.readFileSync(file, 'utf8');
  const answer = { file };
  try {
    if (file.endsWith('.json')) {
      answer.graph = JSON.parse(text);
    } else {
      // A component may be known from elsewhere; whether the package misses one is told by `error`.
      answer.graph = fbp.parse(text, { caseSensitive: true, validateContents: false });
      fbp.parse(text, { caseSensitive: true });
    }
  } catch (error) {
    answer.error = error.message;
  }
  return answer;
}

for (const file of process.argv.slice(2)) console.log(JSON.stringify(read(file)));
