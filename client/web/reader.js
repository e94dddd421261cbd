// A worker that answers a photograph with what it says of where and when it was taken, as JSON. The export puts
// ExifReader before it.
"use strict";
onmessage = async ({ data: file }) => {
  const said = {};
  try {
    const { exif, gps } = ExifReader.load(await file.arrayBuffer(), { expanded: true });
    said.time = exif?.DateTimeOriginal?.description;
    said.latitude = gps?.Latitude;
    said.longitude = gps?.Longitude;
  } catch {
    // It says nothing that can be read.
  }
  postMessage(JSON.stringify(said));
};
