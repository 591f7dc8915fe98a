// Runs beside the server: checking a large file takes longer than any request should wait. Plain JavaScript, so that it
// needs no loader.
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

const database = new Database(workerData, { readonly: true });
const found = database.pragma("integrity_check(3)", { simple: true });
database.close();
parentPort?.postMessage(found);
