import { Channel } from "./channel.ts";
import { doJob } from "./doJob.ts";
import type { JobEvent, Runner } from "./runner.ts";

/** Does trainings one after the other in this process. */
export function inProcess(): Runner {
  return {
    width: 1,
    run: async function* oneByOne(jobs, { signal } = {}) {
      for (const job of jobs) {
        if (signal?.aborted === true) return;
        const told = new Channel<JobEvent>();
        doJob(job, { signal, tell: (event) => told.push(event) }).then(
          (outcome) => {
            if (outcome !== undefined) told.push({ type: "finished", id: job.id, outcome });
            told.close();
          },
          (error: unknown) => told.fail(error),
        );
        yield* told;
      }
    },
  };
}
