// Has npm's sns-validator and sns-payload-validator, unmodified, judge SNS messages.
//
// In: the port of the cloud's endpoint and files of a key and a certificate for AWS's host name as arguments, messages as JSON lines on
// stdin. Out: a line a message, such as {"sns-validator":"accepted","sns-payload-validator":"Invalid Signature"}. The certificate of a message
// is fetched from the URL it names, over TLS; only where the name of AWS's host leads is arranged here: to this cloud, as inside its tasks.
"use strict";
const fs = require("fs"), http = require("http"), https = require("https"), readline = require("readline");
const Validator = require("sns-validator"), PayloadValidator = require("sns-payload-validator");

const [port, key, certificate] = process.argv.slice(2);
const HOST = /^sns\.[a-z0-9-]+\.amazonaws\.com$/;

// AWS's end of the TLS connection: what it is asked goes to the cloud as it came.
const front = https.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(certificate) }, (request, response) => {
  const asked = { host: "127.0.0.1", port, path: request.url, headers: { host: request.headers.host } };
  http.get(asked, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  }).on("error", (error) => response.destroy(error));
});

// The one thing a name server does: the host's name leads to the server above.
function lead(agent) {
  const connect = agent.createConnection;
  agent.createConnection = function (options, ...rest) {
    if (!HOST.test(options.host)) throw new Error(`nothing leads to ${options.host} here`);
    return connect.call(this, { ...options, host: "127.0.0.1", port: front.address().port, servername: options.host }, ...rest);
  };
}

const judged = (judge) => new Promise((resolve) => judge((error) => resolve(error ? error.message : "accepted")));

front.listen(0, "127.0.0.1", async () => {
  lead(https.globalAgent);
  const [one, other] = [new Validator(), new PayloadValidator({ useCache: false })];
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const verdict = {
      "sns-validator": await judged((done) => one.validate(line, done)),
      "sns-payload-validator": await judged((done) => other.validate(line, done)),
    };
    console.log(JSON.stringify(verdict));
  }
  process.exit(0);
});
