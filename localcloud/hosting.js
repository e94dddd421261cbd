// Firebase Hosting as firebase.json describes it: node hosting.js FIREBASE_JSON PORT '{"service": "http://127.0.0.1:PORT"}'
"use strict";
const fs = require("fs");
const http = require("http");
const path = require("path");
const { server } = require("superstatic");

const [configFile, port, services] = process.argv.slice(2);
const targets = JSON.parse(services);
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };

// Hands a request over to the function that a rewrite names, as Hosting's edge does.
function proxy(target) {
  return (request, response) => {
    const forwarded = { "x-forwarded-host": request.headers.host, host: new URL(target).host, connection: "close" };
    const headers = { ...request.headers, ...forwarded };
    const url = new URL(request.originalUrl || request.url, target);
    // A connection of its own: gunicorn closes idle ones after two seconds, just when the next poll may come.
    const upstream = http.request(url, { method: request.method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    upstream.on("error", () => {
      response.statusCode = 502;
      response.end();
    });
    request.pipe(upstream);
  };
}

// The page's policy names where photographs are uploaded to: here that is the emulator.
const uploads = new URL(process.env.STORAGE_EMULATOR_HOST).origin;
const config = JSON.parse(fs.readFileSync(configFile, "utf8").replaceAll("https://storage.googleapis.com", uploads)).hosting;
const root = path.dirname(path.resolve(configFile));
const site = path.join(root, config.public);

// Sends the compressed copy that lies beside a file, as Hosting's edge sends one that it has made.
function sendCompressed(request, response, next) {
  const file = path.join(site, path.normalize(new URL(request.url, "http://localhost").pathname));
  const accepts = /\bbr\b/.test(request.headers["accept-encoding"] || "");
  if (!accepts || !file.startsWith(site) || !fs.existsSync(`${file}.br`)) return next();
  response.setHeader("Content-Encoding", "br");
  response.setHeader("Content-Type", TYPES[path.extname(file)] || "application/octet-stream");
  response.setHeader("Vary", "Accept-Encoding");
  fs.createReadStream(`${file}.br`).pipe(response);
}

server({
  config,
  cwd: root,
  before: { files: sendCompressed },
  port: Number(port),
  hostname: "127.0.0.1",
  stack: "strict",
  compression: true,
  rewriters: { run: (rewrite) => Promise.resolve(proxy(targets[rewrite.run.serviceId])) },
}).listen();
