import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchFromHub, parseHubAddress, sha256 } from "./fetchModel.ts";

/** A hub with one model, which remembers what it was asked. */
let server: Server;
let hub: string;
let asked: string[] = [];
let cacheDirectory: string;
const content = Buffer.from("the bytes of a model");

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url!);
    if (request.url === "/org/net/resolve/main/onnx/model.onnx") response.end(content);
    else if (request.url === "/org/moved/resolve/main/a.onnx")
      response.writeHead(302, { location: "/org/net/resolve/main/onnx/model.onnx" }).end();
    else if (request.url === "/org/cut/resolve/main/a.onnx") {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half of it", () => response.destroy());
    } else if (request.url === "/org/private/resolve/main/a.onnx") response.writeHead(401).end();
    else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  asked = [];
  cacheDirectory = mkdtempSync(join(tmpdir(), "wrasse-hub-"));
  return () => rmSync(cacheDirectory, { recursive: true, force: true });
});

describe("an address on the hub", () => {
  test.each([
    ["hf:org/net", { organisation: "org", name: "net", revision: "main", file: "onnx/model.onnx" }],
    ["hf:org/net-1.0/b.onnx", { organisation: "org", name: "net-1.0", revision: "main", file: "b.onnx" }],
    ["hf:org/net@abc123/x/y.onnx", { organisation: "org", name: "net", revision: "abc123", file: "x/y.onnx" }],
  ])("%s", (address, expected) => {
    expect(parseHubAddress(address)).toEqual(expected);
  });

  test.each(["hf:net", "hf:org/../net", "hf:org/net/../../x", "hf:org/net/", "hf:/net/x"])(
    "%s is refused",
    (address) => {
      expect(() => parseHubAddress(address)).toThrow("hub-address-wrong");
    },
  );
});

describe("a file on the hub", () => {
  test("is fetched once, then read from the cache, also without the hub", async () => {
    const address = parseHubAddress("hf:org/net");
    const urls: string[] = [];
    const options = { hub, cacheDirectory, onFetch: (url: string) => urls.push(url) };
    expect(Buffer.from(await fetchFromHub(address, options))).toEqual(content);
    expect(Buffer.from(await fetchFromHub(address, options))).toEqual(content);
    expect(Buffer.from(await fetchFromHub(address, { cacheDirectory, hub: "http://127.0.0.1:1" }))).toEqual(content);
    expect(asked).toEqual(["/org/net/resolve/main/onnx/model.onnx"]);
    expect(urls).toEqual([`${hub}/org/net/resolve/main/onnx/model.onnx`]);
  });

  test("is followed where the hub sends it elsewhere, as the real one does", async () => {
    expect(Buffer.from(await fetchFromHub(parseHubAddress("hf:org/moved/a.onnx"), { hub, cacheDirectory }))).toEqual(
      content,
    );
  });

  test.each([
    ["hf:org/none/a.onnx", /model-not-fetched at .*\n.*HTTP status 404\n.*check organisation, name and file/],
    ["hf:org/private/a.onnx", /HTTP status 401\n.*private/],
    ["hf:org/cut/a.onnx", /model-not-fetched/],
  ])("%s: a sentence says why not, and nothing is kept", async (address, message) => {
    await expect(fetchFromHub(parseHubAddress(address), { hub, cacheDirectory })).rejects.toThrow(message);
    expect(readdirSync(cacheDirectory)).toEqual([]);
  });

  test("offline, the error says what to do", async () => {
    const options = { hub: "http://127.0.0.1:1", cacheDirectory };
    await expect(fetchFromHub(parseHubAddress("hf:org/net"), options)).rejects.toThrow(
      /model-not-fetched[\s\S]*connection to the hub[\s\S]*HF_ENDPOINT/,
    );
  });

  test("that is too large is not kept", async () => {
    const options = { hub, cacheDirectory, mostBytes: 10 };
    await expect(fetchFromHub(parseHubAddress("hf:org/net"), options)).rejects.toThrow("model-too-large");
    expect(readdirSync(cacheDirectory)).toEqual([]);
  });

  test("is not fetched after the signal", async () => {
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(fetchFromHub(parseHubAddress("hf:org/net"), { hub, cacheDirectory, signal })).rejects.toThrow(
      "stopped",
    );
  });
});

test("SHA-256 of no bytes is the well-known one", () => {
  expect(sha256(new Uint8Array())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});
