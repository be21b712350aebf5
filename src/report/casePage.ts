import { bounds } from "../treat/case/bounds.ts";
import { type ClaimId, claimIds, claimPlaces } from "../treat/case/claims.ts";
import type { CaseStory, ToldClaim, ToldRun } from "../treat/case/story.ts";
import {
  bestTrainAccuracy,
  effectOf,
  gradientBelow,
  helps,
  isProven,
  lastValidationAccuracy,
  meanOf,
  proofOf,
  rangeOf,
  worstLayer,
} from "./caseFacts.ts";
import { accuracyCurves } from "./charts/accuracyCurves.ts";
import { biasRateMap } from "./charts/biasRateMap.ts";
import { deadShares } from "./charts/deadShares.ts";
import { factorLevels } from "./charts/factorLevels.ts";
import { gradients } from "./charts/gradients.ts";
import { kernels } from "./charts/kernels.ts";
import { rangeTest } from "./charts/rangeTest.ts";
import { silentShares } from "./charts/silentShares.ts";
import { trialPairs } from "./charts/trialPairs.ts";
import { configDiff } from "./configDiff.ts";
import { findingsOf } from "./findings.ts";
import { type Html, type HtmlPart, html } from "./html.ts";
import { type Language, type Words, wordsOf } from "./lang/index.ts";
import type { Claim } from "./lang/told.ts";
import { makePage, type PageOptions, type PageText, type Section } from "./page.ts";
import { table } from "./table.ts";

/**
 * The page of case 3: what happened, what dying ReLU is, how it blocks the gradient, why it happened here, the proof, the cures,
 * the map, what resembles it, the textbook's claims, the checks, and how to do it again. Each sentence has its number.
 */
export function casePage(story: CaseStory, options: PageOptions = {}): string {
  const told = {
    ...story,
    sick: story.sick.map(withOneGradientALayer),
    healthy: story.healthy.map(withOneGradientALayer),
  };
  return makePage((language) => textIn(told, language), options);
}

/** The gradient by each layer's main weight, its filters or matrix, which is named before its bias. */
function withOneGradientALayer(run: ToldRun): ToldRun {
  const { gradient } = run;
  return {
    ...run,
    gradient: gradient.filter(({ layer }, i) => gradient.findIndex((one) => one.layer === layer) === i),
  };
}

function textIn(story: CaseStory, language: Language): PageText {
  const words = story.isControl ? withoutFault(wordsOf(language)) : wordsOf(language);
  const { title, controlTitle, foot } = words.case;
  return {
    title: story.isControl ? controlTitle : title,
    lead: lead(story, words),
    sections: [
      happened(story, words),
      whatItIs(story, words),
      blockedGradient(story, words),
      why(story, words),
      proof(story, words),
      cures(story, words),
      map(story, words),
      siblings(story, words),
      claims(story, words),
      checks(story, words),
      redo(story, words),
    ].filter((section) => section.body.length > 0),
    foot: [html`${foot}`],
  };
}

/** The words of a control, which has no net with the fault. */
function withoutFault(words: Words): Words {
  const { chart } = words;
  const { control, tiles, proof } = words.case;
  const { sick, onSick, stuck, curves, curesCaption, away } = control;
  return {
    ...words,
    chart: { ...chart, sick, sickHas: sick, on: { ...chart.on, sick: onSick } },
    case: { ...words.case, curves, curesCaption, tiles: { ...tiles, stuck }, proof: { ...proof, away } },
  };
}

function paragraphs(texts: readonly HtmlPart[]): Html[] {
  return texts.map((text) => html`<p>${text}</p>`);
}

function lead(story: CaseStory, words: Words): Html[] {
  const { sick, healthy, data, model, isControl } = story;
  const { away } = proofOf(story);
  const { numbers, names } = words;
  const { leadStuck, leadControl, tiles } = words.case;
  const facts = { epochs: model.epochs, train: rangeOf(sick.map(bestTrainAccuracy))!, majority: data.majority };
  const worst = worstLayer(sick);
  const below = worst && gradientBelow(story, worst.layer);
  const well = meanOf(healthy.map(lastValidationAccuracy));
  const texts = isControl
    ? leadControl(facts)
    : leadStuck({
        ...facts,
        cured: away && effectOf(away),
        cause: away && names.change(away.change),
      });
  const treated = away && meanOf(away.pairs.map((pair) => pair.treated));
  const tile = (kind: string, figure: string, text: string): Html =>
    html`<li class="${kind}"><strong>${figure}</strong><span>${text}</span></li>`;
  return [
    ...texts.map((text) => html`<p class="lead">${text}</p>`),
    html`<ul class="tiles">${[
      worst && tile("sick", numbers.percent(worst.kept.mean), tiles.dead(worst.layer, worst.photos)),
      below && tile("sick", `${numbers.figure(below.over)} ×`, tiles.gradient),
      tile(isControl ? "healthy" : "sick", numbers.percent(facts.train.mean), tiles.stuck(data.majority)),
      well && tile("healthy", numbers.percent(well.value), tiles.healthy),
      isControl || treated === undefined
        ? undefined
        : tile("good", numbers.percent(treated.value), tiles.cured(names.change(away!.change))),
    ]}</ul>`,
  ];
}

function happened(story: CaseStory, words: Words): Section {
  const { data, model, sick, healthy, findings } = story;
  const text = words.case;
  const { photos } = data;
  return {
    id: "what-happened",
    title: text.sections.happened,
    body: [
      ...paragraphs([
        text.happened({ ...model, data: data.name, classes: data.classes.length, ...photos, size: data.size }),
      ]),
      accuracyCurves(words, {
        ...{ sick, healthy, majority: data.majority },
        caption: text.curves({
          sick: rangeOf(sick.map(lastValidationAccuracy))!,
          healthy: rangeOf(healthy.map(lastValidationAccuracy)),
          seeds: sick.length,
          majority: data.majority,
        }),
      }),
      html`<h3>${text.findings}</h3>`,
      ...findingsOf(words, findings),
    ],
  };
}

function whatItIs({ sick, healthy, isControl }: CaseStory, words: Words): Section {
  const text = words.case;
  const worst = worstLayer(sick);
  const born = worst !== undefined && worst.first.mean >= bounds.dead;
  const dead = worst !== undefined && worst.kept.mean >= bounds.dead;
  const twin = healthy.find(({ seed }) => seed === sick[0]?.seed);
  const hasSilence = sick[0]?.silent.some(({ points }) => points.length > 0) === true;
  return {
    id: "what-it-is",
    title: text.sections.what,
    body: [
      ...paragraphs(text.what),
      ...paragraphs([
        worst === undefined
          ? text.aliveAll
          : `${text.dead(worst)} ${born ? text.bornDead : dead ? text.diedLater : text.aliveAll}`,
      ]),
      deadShares(words, sick, isControl ? [] : healthy),
      ...(hasSilence ? [silentShares(words, sick[0]!, isControl ? undefined : twin)] : []),
    ],
  };
}

function blockedGradient(story: CaseStory, words: Words): Section {
  const { sick, healthy } = story;
  const text = words.case;
  const worst = worstLayer(sick);
  const isDead = worst !== undefined && worst.kept.mean >= bounds.dead;
  const below = worst && gradientBelow(story, worst.layer);
  return {
    id: "gradient",
    title: text.sections.gradient,
    body: [
      ...paragraphs([
        !isDead
          ? text.gradientNone
          : below === undefined
            ? text.gradientFirst
            : text.gradient({ layer: worst.layer, ...below }),
      ]),
      gradients(words, sick, healthy),
    ],
  };
}

function why(story: CaseStory, words: Words): Section {
  const { fault, rates, checks: all, factors, data, isControl } = story;
  const text = words.case;
  const share = all.find(({ id }) => id === "learning-rate");
  return {
    id: "why",
    title: text.sections.why,
    body: [
      ...(isControl || fault.diff.length === 0
        ? []
        : [configDiff(words, text.fault, fault.diff, [words.chart.healthyHas, words.chart.sickHas])]),
      ...paragraphs([
        text.rates({
          n: rates.given.length,
          suggested: rates.suggested,
          share: share && { value: share.value, interval: share.interval, n: rates.given.length },
          isControl,
        }),
      ]),
      rangeTest(words, rates),
      ...(factors.length === 0
        ? []
        : [
            html`<p>${text.factors}</p>`,
            html`<ul>${factors.map(({ factor, levels }) => {
              const sorted = [...levels].sort((a, b) => b.accuracy - a.accuracy);
              const [best, worst] = [sorted[0]!, sorted.at(-1)!];
              return html`<li>${text.factor({
                name: words.names.factor(factor),
                best: best.level,
                bestAccuracy: { value: best.accuracy, interval: best.interval, n: best.n },
                worst: worst.level,
                worstAccuracy: { value: worst.accuracy, interval: worst.interval, n: worst.n },
                dead: worst.dead,
              })}</li>`;
            })}</ul>`,
            factorLevels(words, factors, data.majority),
          ]),
    ],
  };
}

function proof(story: CaseStory, words: Words): Section {
  const text = words.case;
  const { away, placebo, into } = proofOf(story);
  const trials = [away, placebo, into].filter((trial) => trial !== undefined);
  if (trials.length === 0)
    return { id: "proof", title: text.sections.proof, body: [html`<p>${text.proof.missing}</p>`] };
  const { names, numbers } = words;
  const few = Math.min(...trials.map(({ pairs }) => pairs.length));
  const said = (trial: typeof away, say: typeof text.proof.away): string[] =>
    trial === undefined ? [] : [say(names.change(trial.change), effectOf(trial), numbers.p(trial.p))];
  return {
    id: "proof",
    title: text.sections.proof,
    body: [
      html`<ul>${[...said(away, text.proof.away), ...said(placebo, text.proof.placebo), ...said(into, text.proof.into)].map((one) => html`<li>${one}</li>`)}</ul>`,
      html`<p class="note">${isProven({ away, placebo, into }) ? text.proof.proven : text.proof.notProven}${few < 6 ? ` ${text.proof.few(few)}` : ""}</p>`,
      trialPairs(words, { title: text.proofTitle, caption: text.proofCaption, trials }),
    ],
  };
}

function cures(story: CaseStory, words: Words): Section {
  const text = words.case;
  const { trials, filters } = story;
  const tried = trials
    .filter(({ kind, on }) => on === "sick" && (kind === "remedy" || kind === "placebo"))
    .sort((a, b) => b.effect - a.effect);
  const remedies = tried.filter(({ kind }) => kind === "remedy");
  const { numbers, names, chart } = words;
  const name = (trial: (typeof tried)[number]): string =>
    `${names.change(trial.change)} ${numbers.points(trial.effect)}`;
  return {
    id: "cures",
    title: text.sections.cures,
    body:
      tried.length === 0
        ? []
        : [
            ...paragraphs([
              text.cures({
                helped: remedies.filter(helps).map(name),
                not: remedies.filter((one) => !helps(one)).map(name),
              }),
            ]),
            trialPairs(words, { title: text.curesTitle, caption: text.curesCaption, trials: tried }),
            table(words, {
              caption: text.curesTitle,
              columns: [
                { name: chart.change },
                { name: words.run.treatmentHead.effect, kind: "number" },
                { name: chart.interval, kind: "number" },
                { name: chart.p, kind: "number" },
                { name: "n", kind: "number" },
                { name: chart.alive, kind: "number" },
              ],
              rows: tried.map(({ change, kind, effect, interval, p, pairs, alive }) => [
                kind === "placebo" ? `${chart.kind.placebo}: ${names.change(change)}` : names.change(change),
                numbers.points(effect),
                interval === null ? "–" : numbers.pointsInterval(interval),
                numbers.p(p),
                numbers.count(pairs.length),
                alive === undefined ? "–" : numbers.percent(alive),
              ]),
            }),
            ...(filters.length === 0 ? [] : [kernels(words, filters)]),
          ],
  };
}

function map({ map: { biases, rates, cells } }: CaseStory, words: Words): Section {
  const text = words.case;
  const isDead = ({ dead }: { readonly dead: number }): boolean => dead >= bounds.dead;
  const flat = cells.flat();
  return {
    id: "map",
    title: text.sections.map,
    body:
      flat.length === 0
        ? []
        : [
            ...paragraphs([
              text.map({
                cells: flat.length,
                dead: flat.filter(isDead).length,
                cured: cells.filter((row) => row.some(isDead) && !row.every(isDead)).length,
                only: cells.filter((row) => row.every(isDead)).length,
              }),
            ]),
            biasRateMap(words, { biases, rates, cells }),
          ],
  };
}

function siblings(story: CaseStory, words: Words): Section {
  const text = words.case;
  const { numbers, names, chart } = words;
  if (story.siblings.length === 0) return { id: "siblings", title: text.sections.siblings, body: [] };
  const told = [
    { name: text.thisNet, runs: story.sick, trials: story.trials, findings: story.findings },
    ...story.siblings.map(({ id, run, trials, findings }) => ({
      name: text.siblings[id].title,
      runs: [run],
      trials,
      findings,
    })),
  ];
  return {
    id: "siblings",
    title: text.sections.siblings,
    body: [
      ...story.siblings.flatMap(({ id, run, config, trials, findings }) => {
        const worst = worstLayer([run]);
        return [
          html`<h3>${text.siblings[id].title}</h3>`,
          ...paragraphs([
            `${text.siblings[id].text} ${worst === undefined ? "" : text.sibling({ ...worst, first: worst.first.mean, kept: worst.kept.mean, best: Math.max(0, ...run.curve.map((at) => at.validationAccuracy)), seed: run.seed })}`,
          ]),
          configDiff(words, text.fault, config, [chart.healthyHas, chart.sickHas]),
          ...findingsOf(words, findings),
          ...(trials.length === 0
            ? []
            : [
                trialPairs(words, {
                  title: `${text.siblings[id].title}: ${text.curesTitle.toLowerCase()}`,
                  caption: text.proofCaption,
                  trials,
                }),
              ]),
        ];
      }),
      html`<h3>${text.apart}</h3>`,
      table(words, {
        caption: text.apart,
        isTitled: true,
        columns: [
          { name: text.apartHead.net },
          { name: text.apartHead.first, kind: "number" },
          { name: text.apartHead.kept, kind: "number" },
          { name: text.apartHead.lower, kind: "number" },
          { name: text.apartHead.he, kind: "number" },
          { name: text.apartHead.cause },
        ],
        rows: told.map(({ name, runs, trials, findings }) => {
          const worst = worstLayer(runs);
          const effect = (id: string): string => {
            const trial = trials.find(({ change, on }) => change === id && on === "sick");
            return trial === undefined ? text.notTried : numbers.points(trial.effect);
          };
          const cause = findings[0]?.rootCause;
          return [
            name,
            worst === undefined ? "–" : numbers.percent(worst.first.mean),
            worst === undefined ? "–" : numbers.percent(worst.kept.mean),
            effect("lower-learning-rate"),
            effect("he-init"),
            cause == null ? "–" : names.disorder(cause),
          ];
        }),
      }),
    ],
  };
}

function claims(story: CaseStory, words: Words): Section {
  const text = words.case;
  const known = story.claims.filter((claim): claim is ToldClaim & { id: ClaimId } =>
    claimIds.some((id) => id === claim.id),
  );
  const { claimHead } = text;
  return {
    id: "claims",
    title: text.sections.claims,
    body:
      known.length === 0 || story.isControl
        ? []
        : [
            table(words, {
              caption: text.sections.claims,
              isTitled: true,
              columns: [
                { name: claimHead.claim, kind: "long" },
                { name: claimHead.verdict },
                { name: claimHead.measured, kind: "long" },
                { name: claimHead.when, kind: "long" },
              ],
              rows: known.map((claim) => {
                const { sentence, measured, when } = words.claims[claim.id];
                const colour = { true: "good", partly: "", false: "bad", "not-measured": "faint" }[claim.verdict];
                const verdict = html`<span class="verdict ${colour}">${words.names.claimVerdict[claim.verdict]}</span>`;
                return claim.verdict === "not-measured"
                  ? [sentence, verdict, "–", "–"]
                  : [sentence, verdict, measured(claimOf(claim)), when[claim.verdict]];
              }),
            }),
          ],
  };
}

/** A claim with the effects of its remedy, which lie in its numbers as "main.effect" and so on. */
function claimOf({ id, numbers }: ToldClaim & { readonly id: ClaimId }): Claim {
  const tried = claimPlaces.flatMap((place) => {
    const [value, low, high, n] = ["effect", "low", "high", "n"].map((key) => numbers[`${place}.${key}`]);
    if (value === undefined) return [];
    const interval = low === undefined || high === undefined ? null : ([Number(low), Number(high)] as const);
    return [{ place, value: Number(value), interval, n: Number(n) }];
  });
  return { id, numbers, tried };
}

function checks({ checks: all, isControl }: CaseStory, words: Words): Section {
  const text = words.case;
  const { numbers, names } = words;
  const ok = all.filter((check) => check.ok).length;
  const { checkHead } = text;
  return {
    id: "checks",
    title: text.sections.checks,
    body:
      all.length === 0
        ? []
        : [
            ...paragraphs([isControl ? text.checksControl(ok, all.length) : text.checksText(ok, all.length)]),
            table(words, {
              caption: text.sections.checks,
              isTitled: true,
              columns: [
                { name: checkHead.check, kind: "long" },
                { name: checkHead.value, kind: "number" },
                { name: checkHead.interval, kind: "number" },
                { name: checkHead.bound, kind: "number" },
                { name: checkHead.ok },
              ],
              rows: all.map((check) => [
                html`${names.check(check.id)}<br><code>${check.id}</code>`,
                numbers.figure(check.value),
                check.interval === null ? "–" : check.interval.map(numbers.figure).join(" … "),
                boundOf(words, check.id, check.bound),
                html`<span class="verdict ${check.ok ? "good" : "bad"}">${names.holds(check.ok)}</span>`,
              ]),
            }),
          ],
  };
}

/** Which side of its bound each check is to lie on. */
const upward = new Set(["dead-layer-share", "root-cause", "alive-after"]);

function boundOf({ numbers }: Words, id: string, bound: number): string {
  if (id === "placebo") return `∋ ${numbers.figure(bound)}`;
  return `${upward.has(id) ? "≥" : "≤"} ${numbers.figure(bound)}`;
}

function redo(story: CaseStory, words: Words): Section {
  const { seeds, seconds, model, sick, healthy, isControl, data, command } = story;
  const text = words.case;
  const photos = data.name === "aquarium" ? "" : ` --data ${data.name}`;
  return {
    id: "redo",
    title: text.sections.redo,
    body: [
      html`<pre><code>${command ?? `wrasse case 3${photos} --seeds ${seeds.length}${isControl ? " --control" : ""}`}</code></pre>`,
      ...paragraphs([text.redo({ runs: sick.length + healthy.length, seeds: seeds.join(", "), seconds })]),
      html`<h3>${text.model}</h3>`,
      html`<p><code>${model.layers.join(" → ")}</code></p>`,
    ],
  };
}
