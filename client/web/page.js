// What only a browser can do, for the engine: `JavaScriptBridge.get_interface("biologidex")`.
"use strict";
(() => {
  const PREVIEW_QUALITY = 0.9;
  // Set by the export.
  const HASHER = "";
  const READER = "";
  const files = new Map();
  let lastHandle = 0;

  // What the engine's canvas cannot be: what the device covers, and a line for screen readers

  function element(id, style, attributes = {}) {
    const made = document.createElement("div");
    made.id = id;
    made.style.cssText = style;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    document.body.append(made);
    return made;
  }

  const sides = ["top", "right", "bottom", "left"].map((side) => `env(safe-area-inset-${side})`).join(" ");
  const insets = element("insets", `position:fixed;visibility:hidden;padding:${sides}`);
  const hidden = "position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
  const status = element("status", hidden, { "aria-live": "polite" });

  // The address and the back button. Every entry of ours knows how deep it is.

  let depth = history.state?.depth ?? 0;
  let isOurBack = false;

  function watchHistory(onBack, onLink) {
    history.replaceState({ depth }, "", location.href);
    addEventListener("popstate", (event) => {
      const reached = event.state?.depth ?? depth + 1;
      const isBack = reached < depth;
      depth = reached;
      if (isOurBack) {
        isOurBack = false;
      } else if (isBack) {
        onBack(location.hash);
      } else {
        history.replaceState({ depth }, "", location.href);
        onLink(location.hash);
      }
    });
  }

  function pushHistory(link) {
    if (link === location.hash) return;
    depth += 1;
    history.pushState({ depth }, "", link);
  }

  function replaceHistory(link) {
    history.replaceState({ depth }, "", link);
  }

  function goBack() {
    if (depth === 0) return;
    isOurBack = true;
    history.back();
  }

  // What must outlast a page that is closed at once: the storage that all tabs share

  function keptText(name) {
    return localStorage.getItem(name) ?? "";
  }

  // Tells whether there was room.
  function keepText(name, text) {
    try {
      if (text) localStorage.setItem(name, text);
      else localStorage.removeItem(name);
      return true;
    } catch {
      return false;
    }
  }

  function watchKept(onChange) {
    addEventListener("storage", (event) => onChange(event.key));
  }

  function keptNames(beginning) {
    return JSON.stringify(Object.keys(localStorage).filter((name) => name.startsWith(beginning)));
  }

  // What only one tab may do at a time: the browser takes the turn back from one that is closed. One that is hidden
  // does nothing, so it waits for no turn and keeps none.

  const turns = new Map();

  async function takeTurn(name, onGiven) {
    const hold = () => {
      if (document.hidden) {
        takeTurn(name, onGiven);
        return undefined;
      }
      const ended = new Promise((end) => turns.set(name, end));
      setTimeout(onGiven);
      return ended;
    };
    await seen();
    if (navigator.locks) navigator.locks.request(name, hold);
    else hold();
  }

  async function seen() {
    const change = () =>
      new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
    while (document.hidden) await change();
  }

  function hasTurn(name) {
    return turns.has(name);
  }

  function endTurn(name) {
    turns.get(name)?.();
    turns.delete(name);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) for (const name of turns.keys()) endTurn(name);
  });

  // The device

  function device() {
    const inset = getComputedStyle(insets);
    const covered = visualViewport ? innerHeight - visualViewport.height - visualViewport.offsetTop : 0;
    return JSON.stringify({
      dark: matchMedia("(prefers-color-scheme: dark)").matches,
      reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
      hasTouch: matchMedia("(pointer: coarse)").matches,
      keyboard: Math.max(0, Math.round(covered)),
      left: parseFloat(inset.paddingLeft),
      top: parseFloat(inset.paddingTop),
      right: parseFloat(inset.paddingRight),
      bottom: parseFloat(inset.paddingBottom),
    });
  }

  function watchDevice(onChange) {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
    matchMedia("(prefers-reduced-motion: reduce)").addEventListener("change", onChange);
    visualViewport?.addEventListener("resize", onChange);
  }

  function announce(sentence) {
    status.textContent = sentence;
  }

  // Takes the loading picture away: the first screen is drawn.
  function ready() {
    window.biologidexReady?.();
  }

  // What is on the screen, as text, for programs that ask for it in the address

  const wantsOutline = () => new URLSearchParams(location.search).has("outline");

  function outline() {
    window.biologidex.onOutline();
    return JSON.parse(window.biologidex.outlineText);
  }

  // Photographs: the browser keeps the file, the engine a handle

  function keep(file, onFile) {
    lastHandle += 1;
    files.set(lastHandle, file);
    onFile(lastHandle, file.name, file.type, file.size);
  }

  function pick(withCamera, onFile) {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "image/*,.heic,.heif,.avif,.tif,.tiff";
    if (withCamera) input.setAttribute("capture", "environment");
    input.hidden = true;
    document.body.append(input);
    input.onchange = () => {
      if (input.files[0]) keep(input.files[0], onFile);
      input.remove();
    };
    input.oncancel = () => input.remove();
    input.click();
  }

  function watchDrops(onFile, onDrag) {
    const stop = new AbortController();
    const listen = (name, handler) => addEventListener(name, handler, { signal: stop.signal });
    listen("dragover", (event) => {
      event.preventDefault();
      onDrag(true);
    });
    listen("dragleave", (event) => {
      if (!event.relatedTarget) onDrag(false);
    });
    listen("drop", (event) => {
      event.preventDefault();
      onDrag(false);
      if (event.dataTransfer.files[0]) keep(event.dataTransfer.files[0], onFile);
    });
    listen("paste", (event) => {
      if (event.clipboardData.files[0]) keep(event.clipboardData.files[0], onFile);
    });
    return { stop: () => stop.abort() };
  }

  // A small JPEG of what the browser can draw; nothing of what it cannot.
  async function preview(handle, longest, onPreview) {
    try {
      const bitmap = await createImageBitmap(files.get(handle));
      const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(bitmap.width * scale));
      canvas.height = Math.max(1, Math.round(bitmap.height * scale));
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      bitmap.close();
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", PREVIEW_QUALITY));
      onPreview(await blob.arrayBuffer());
    } catch {
      onPreview(null);
    }
  }

  // In a worker: the browser copies what it reads, and no frame is to wait for 25 MB.
  function askWorker(script, handle, onAnswer) {
    const worker = new Worker(script);
    const end = (answer) => {
      worker.terminate();
      onAnswer(answer);
    };
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = () => end("");
    worker.postMessage(files.get(handle));
  }

  const sha256 = (handle, onHash) => askWorker(HASHER, handle, onHash);
  const facts = (handle, onFacts) => askWorker(READER, handle, onFacts);

  async function read(handle, onBytes) {
    onBytes(await files.get(handle).arrayBuffer());
  }

  function forgetFile(handle) {
    files.delete(handle);
  }

  function upload(handle, url, headers, onProgress, onEnd) {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    for (const [name, value] of Object.entries(JSON.parse(headers))) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => onEnd(request.status, "");
    request.onerror = () => onEnd(0, "offline");
    request.onabort = () => onEnd(0, "cancelled");
    request.send(files.get(handle));
    return request;
  }

  // Sharing, and files for the person

  function download(file) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // Hands a PNG on through the device; where it cannot, puts it with the downloads. Tells which of the two it was;
  // nothing when the person has thought better of it.
  async function sharePicture(base64, name, onDone) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const file = new File([bytes], name, { type: "image/png" });
    try {
      if (navigator.canShare?.({ files: [file] })) {
        await navigator.share({ files: [file] });
        return onDone("shared");
      }
    } catch (error) {
      if (error.name === "AbortError") return onDone("");
    }
    download(file);
    onDone("saved");
  }

  function canLocate() {
    return "geolocation" in navigator;
  }

  // Gives latitude and longitude; twice infinity when the person does not want it, or nobody knows.
  function locate(onFound) {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => onFound(coords.latitude, coords.longitude),
      () => onFound(Infinity, Infinity),
      { timeout: 15000, maximumAge: 60000 },
    );
  }

  // Tells whether the device can: what the person does with it then is theirs.
  function shareLink(text, url) {
    const what = { text, url };
    if (!navigator.canShare?.(what)) return false;
    navigator.share(what).catch(() => {});
    return true;
  }

  async function copy(text, onCopied) {
    try {
      await navigator.clipboard.writeText(text);
      onCopied(true);
    } catch {
      onCopied(false);
    }
  }

  // A newer version: it waits until the person says "Update"

  let waiting = null;

  function watchUpdates(onUpdate) {
    const offer = (worker) => {
      waiting = worker;
      onUpdate();
    };
    navigator.serviceWorker?.ready.then((registration) => {
      if (registration.waiting) offer(registration.waiting);
      registration.addEventListener("updatefound", () => {
        const fresh = registration.installing;
        fresh.addEventListener("statechange", () => {
          if (fresh.state === "installed" && navigator.serviceWorker.controller) offer(fresh);
        });
      });
    });
  }

  async function lookForUpdate() {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.update().catch(() => {});
  }

  function update() {
    navigator.serviceWorker?.addEventListener("controllerchange", () => location.reload());
    if (waiting) waiting.postMessage("take over");
    else location.reload();
  }

  window.biologidex = {
    origin: location.origin,
    fragment: () => location.hash,
    watchHistory,
    pushHistory,
    replaceHistory,
    goBack,
    keptText,
    keepText,
    watchKept,
    keptNames,
    takeTurn,
    hasTurn,
    endTurn,
    device,
    watchDevice,
    announce,
    ready,
    wantsOutline,
    outline,
    onOutline: () => {},
    outlineText: "[]",
    pick,
    watchDrops,
    preview,
    sha256,
    facts,
    read,
    forgetFile,
    upload,
    canLocate,
    locate,
    sharePicture,
    shareLink,
    copy,
    watchUpdates,
    lookForUpdate,
    update,
  };
})();
