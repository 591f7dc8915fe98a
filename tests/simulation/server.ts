import type { FeedCursor, PushRequest, UserId } from "@pathwayks/contracts";
import type { Reply } from "../../packages/sync/src/net/net.ts";
import { testSyncServer, type SyncBackup, type SyncServer } from "../../server/src/testing/sync-server.ts";
import type { Chance } from "./chance.ts";
import type { Time } from "./time.ts";
import type { Watch } from "./watch.ts";

/** The real intake and feed, behind answers as HTTP gives them. */
export class SimServer {
  readonly #time: Time;
  readonly #watch: Watch;
  readonly inside: SyncServer;
  #backups: SyncBackup[] = [];
  down = false;
  restores = 0;

  constructor(time: Time, chance: Chance, watch: Watch) {
    this.#time = time;
    this.#watch = watch;
    this.inside = testSyncServer({ now: () => time.now });
  }

  async push(session: UserId | null, request: PushRequest): Promise<Reply> {
    this.#watch.pushed(request);
    if (this.down) return { kind: "none" };
    if (session === null) return this.problem(401, "UNAUTHORIZED");
    if (request.account !== session) return this.problem(409, "CONFLICT", "account");
    const answer = await this.inside.push(session, JSON.parse(JSON.stringify(request)) as PushRequest);
    this.#watch.accepted(session, answer.results.flatMap((result) => (result.status === "accepted" ? [result.id] : [])));
    return this.#answer(200, answer);
  }

  async changes(session: UserId | null, cursor: FeedCursor | null): Promise<Reply> {
    if (this.down) return { kind: "none" };
    if (session === null) return this.problem(401, "UNAUTHORIZED");
    return this.#answer(200, await this.inside.changes(session, cursor));
  }

  problem(status: number, code: string, field?: string): Reply {
    const details = field === undefined ? [] : [{ field, message: "is somebody else's" }];
    const at = new Date(this.#time.now).toISOString();
    return this.#answer(status, { error: { code, message: "no", details, requestId: "req_simulated0", timestamp: at } });
  }

  backup(): void {
    this.#backups.push(this.inside.backup());
  }

  /** The newest backup takes the place of the database, if there is one. */
  restore(): boolean {
    const backup = this.#backups.at(-1);
    if (!backup) return false;
    this.inside.restoreTo(backup);
    this.restores += 1;
    return true;
  }

  /** Nobody restores a backup that is older than the receipts which devices keep. */
  forgetBackups(): void {
    this.#backups = [];
  }

  #answer(status: number, value: unknown): Reply {
    return { kind: "answer", status, json: JSON.parse(JSON.stringify(value)) as unknown, retryAfterMs: null, serverMs: Math.floor(this.#time.now / 1_000) * 1_000 };
  }
}
