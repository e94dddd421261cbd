// A worker that answers a file with its SHA-256 in hexadecimal; with nothing, when it cannot be computed.
"use strict";
onmessage = async ({ data: file }) => {
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    postMessage(Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(""));
  } catch {
    postMessage("");
  }
};
