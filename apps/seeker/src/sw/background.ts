import { converseInBackground } from "@pathwayks/sync";

/** What the worker runs when the network is back and no page is open. A file of its own, which it reads only then. */
export const converse = async (): Promise<void> => {
  if (await converseInBackground()) return;
  // The browser comes back to what has failed, twice more and later each time.
  throw new Error("not everything could be sent");
};
