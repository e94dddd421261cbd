// Firebase's own Auth emulator, without its command line: node auth_emulator.js PORT PROJECT
"use strict";
const { createApp } = require("firebase-tools/lib/emulator/auth/server");
const { SingleProjectMode } = require("firebase-tools/lib/emulator/auth/index");

const [port, project] = process.argv.slice(2);
createApp(project, SingleProjectMode.NO_WARNING)
  .then((app) => app.listen(Number(port), "127.0.0.1"))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
