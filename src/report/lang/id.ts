import type { ClaimId } from "../../treat/case/claims.ts";
import type { Words } from "./en.ts";
import { numbersOf } from "./numbers.ts";
import { optimizers } from "./optimizers.ts";
import { sentence } from "./sentence.ts";
import type { Claim, Measured, Range } from "./told.ts";

const numbers = numbersOf({
  locale: "id-ID",
  percentSign: "%",
  points: "poin",
  to: "sampai",
  seconds: (text) => `${text} detik`,
  minutes: (text) => `${text} menit`,
  hours: (text) => `${text} jam`,
});
const { count, percent, points, percentInterval, pointsInterval, figure, duration } = numbers;

function share({ value, interval, n }: Measured): string {
  const said = interval === null ? "" : `selang kepercayaan 95% ${percentInterval(interval)}, `;
  return `${percent(value)} (${said}n\u00a0=\u00a0${count(n)})`;
}

function effect({ value, interval, n }: Measured): string {
  const said =
    interval === null
      ? "tanpa selang karena hanya satu pasang, "
      : `selang kepercayaan 95% ${pointsInterval(interval)}, `;
  return `${points(value)} (${said}n\u00a0=\u00a0${count(n)} pasang)`;
}

function range({ mean, low, high, n }: Range): string {
  return percent(low) === percent(high)
    ? `${percent(mean)} (n\u00a0=\u00a0${count(n)} seed)`
    : `${percent(mean)} (${percentInterval([low, high])} pada n\u00a0=\u00a0${count(n)} seed)`;
}

const places = {
  main: "jaringan di halaman ini",
  "born-alive-then-dies": "jaringan yang semula hidup",
  "learning-rate-is-the-cause": "jaringan yang sakit karena laju pembelajaran",
} as const;

function tried({ tried: list }: Claim): string {
  return sentence(`${list.map(({ place, ...measured }) => `${places[place]}: ${effect(measured)}`).join("; ")}.`);
}

function byLevel({ numbers: { leastLevel, leastDead, mostLevel, mostDead, mostAccuracy, n } }: Claim): string {
  return `Bagian unit mati terbesar dalam satu lapisan: ${percent(Number(leastDead))} pada ${leastLevel}, ${percent(Number(mostDead))} pada ${mostLevel} dengan akurasi ${percent(Number(mostAccuracy))} (masing-masing n\u00a0=\u00a0${n}).`;
}

const everywhere = "Pada semua jaringan yang dicoba di sini.";
const somewhere = "Hanya pada sebagian jaringan yang dicoba.";
const nowhere = "Tidak berlaku di sini.";
const noWholeLayer = "Unit yang mati bertambah, tetapi tidak ada lapisan yang mati seluruhnya.";

const claims: Readonly<Record<ClaimId, Words["claims"][ClaimId]>> = {
  "never-updated": {
    sentence: "ReLU yang mati mengeluarkan 0, menerima gradien 0, dan tidak pernah diperbarui lagi.",
    measured: ({ numbers: { layers, stayed, largest } }) =>
      `${stayed} dari ${layers} lapisan yang mati sejak awal tetap mati sampai akhir; gradien terbesar di bawahnya ${figure(Number(largest))} kali gradien kembaran sehat.`,
    when: {
      true: "Bila satu lapisan mati seluruhnya: tidak ada lapisan di bawahnya yang dapat mengubah masukannya.",
      partly:
        "Selama unit lain di lapisan itu masih hidup, lapisan di bawahnya masih bergerak dan dapat menghidupkannya.",
      false: "Tidak berlaku di sini: lapisan yang mati hidup kembali.",
    },
  },
  "leaky-relu-cures": {
    sentence: "LeakyReLU (0,01) menyembuhkannya.",
    measured: tried,
    when: {
      true: everywhere,
      partly:
        "Bergantung pada jaringannya: kemiringan 0,01 per lapisan berarti gradien 0,01 pangkat banyaknya lapisan mati.",
      false: nowhere,
    },
  },
  "prelu-cures": {
    sentence: "PReLU menyembuhkannya.",
    measured: tried,
    when: { true: everywhere, partly: somewhere, false: nowhere },
  },
  "elu-cures": {
    sentence: "ELU menyembuhkannya.",
    measured: tried,
    when: { true: everywhere, partly: somewhere, false: nowhere },
  },
  "batch-norm-cures": {
    sentence: "Batch normalization sebelum ReLU menyembuhkannya.",
    measured: tried,
    when: {
      true: "Pada semua jaringan yang dicoba di sini: pergeseran apa pun dihilangkan dari masukan ReLU.",
      partly: somewhere,
      false: nowhere,
    },
  },
  "he-init-cures": {
    sentence: "Inisialisasi He menyembuhkannya.",
    measured: tried,
    when: {
      true: everywhere,
      partly: "Bila penyebabnya bobot awal; bila penyebabnya laju pembelajaran, pengaruhnya kecil.",
      false: nowhere,
    },
  },
  "lower-rate-cures": {
    sentence: "Laju pembelajaran yang lebih kecil menyembuhkannya.",
    measured: tried,
    when: {
      true: everywhere,
      partly:
        "Bila unit mati karena langkah yang terlalu panjang; jaringan yang mati sejak awal tidak punya gradien untuk dikalikan.",
      false: "Tidak untuk jaringan yang mati sejak awal: laju berapa pun dikali gradien 0 hasilnya 0.",
    },
  },
  "momentum-kills": {
    sentence: "Momentum yang tinggi memperbesar risikonya.",
    measured: byLevel,
    when: {
      true: "Pada laju pembelajaran yang dicoba di sini.",
      partly: noWholeLayer,
      false: "Tidak pada nilai-nilai yang dicoba di sini.",
    },
  },
  "depth-kills": {
    sentence: "Jaringan yang dalam memperbesar risikonya.",
    measured: byLevel,
    when: {
      true: "Pada kedalaman yang dicoba di sini.",
      partly: noWholeLayer,
      false: "Tidak pada kedalaman yang dicoba di sini.",
    },
  },
  "imbalance-kills": {
    sentence: "Ketidakseimbangan kelas memperbesar risikonya.",
    measured: byLevel,
    when: {
      true: "Pada perbandingan kelas yang dicoba di sini.",
      partly: noWholeLayer,
      false:
        "Tidak pada perbandingan yang dicoba di sini: ketidakseimbangan punya akibat lain, tetapi tidak mematikan lapisan.",
    },
  },
  "half-dead-stops": {
    sentence: "Lapisan yang lebih dari separuh unitnya mati menghentikan pelatihan.",
    measured: ({ numbers: { learnt, of, level, born, dead, accuracy, n } }) =>
      `${learnt} dari ${of} jaringan yang lebih dari separuh unit sebuah lapisannya mati sejak awal tetap belajar. Pada ${level}, ${percent(Number(born))} unit sebuah lapisan mati di awal dan ${percent(Number(dead))} di akhir, dengan akurasi ${percent(Number(accuracy))} (n\u00a0=\u00a0${n}).`,
    when: {
      true: "Pada semua tingkat semacam itu yang dicoba di sini.",
      partly: "Pada sebagian tingkat yang dicoba di sini.",
      false:
        "Tidak berlaku di sini: sedikit unit yang hidup sudah cukup untuk menggerakkan lapisan di bawahnya. Yang menghentikan pelatihan ialah lapisan yang mati seluruhnya.",
    },
  },
  "tuned-rate-avoids": {
    sentence: "Laju pembelajaran yang dioptimalkan mencegahnya.",
    measured: ({ numbers: { rate, sickDead, sick, healthyDead, healthy } }) =>
      `Pada laju ${figure(Number(rate))} dari uji rentang kembaran sehat, satu lapisan mati seluruhnya pada ${sickDead} dari ${sick} jaringan sakit dan pada ${healthyDead} dari ${healthy} kembaran sehat.`,
    when: {
      true: "Pada semua jaringan yang dicoba di sini.",
      partly:
        "Bila unit hidup pada bobot awal. Jaringan yang mati sejak awal tidak menerima gradien pada laju berapa pun.",
      false: "Tidak pada laju yang dicoba di sini.",
    },
  },
};

const changes: Readonly<Record<string, string>> = {
  "leaky-relu": "LeakyReLU (0,01)",
  prelu: "PReLU",
  elu: "ELU",
  "he-init": "inisialisasi He",
  "batch-norm-before-activation": "batch norm sebelum ReLU",
  "lower-learning-rate": "sepersepuluh laju pembelajaran",
  "raise-learning-rate": "sepuluh kali laju pembelajaran",
  "learning-rate-from-range-test": "laju dari uji rentang",
  "balanced-batches": "batch seimbang",
  "input-scaling": "masukan diskalakan",
  "default-momentum": "momentum 0,9",
  "longer-training": "epoch dua kali lipat",
  fault: "gangguan",
  "negative-bias": "bias awal di bawah 0",
  "narrow-init": "bobot awal yang sempit",
  "higher-learning-rate": "laju pembelajaran lebih besar",
  "high-momentum": "momentum 0,99",
  "random-erasing": "random erasing",
  "other-brightness": "kecerahan lain",
};

const disorders: Readonly<Record<string, string>> = {
  "dying-relu": "ReLU mati",
  "lr-too-low": "laju pembelajaran terlalu kecil",
  "lr-too-high": "laju pembelajaran terlalu besar",
  "bad-init-scale": "skala inisialisasi yang keliru",
  "bad-init-symmetry": "inisialisasi yang membuat unit serupa",
  "vanishing-gradient": "gradien yang menghilang",
  "saturating-activation": "aktivasi yang jenuh",
  "plateau-or-undertrained": "plateau, atau pelatihan terlalu singkat",
  "class-frequency-imbalance": "ketidakseimbangan kelas",
  "input-unscaled": "masukan yang tidak diskalakan",
  "label-mapping-error": "label yang tertukar dari fotonya",
};

const checks: Readonly<Record<string, string>> = {
  "dead-layer-share": "Bagian terbesar unit satu lapisan yang tidak diaktifkan oleh satu foto pun",
  "stuck-over-majority": "Akurasi pelatihan terbaik dikurangi bagian kelas mayoritas",
  "gradient-below": "Gradien di bawah lapisan itu dibagi gradien kembaran sehat",
  "learning-rate": "Bagian laju dalam uji rentang yang menurunkan loss",
  "root-cause": "Kenaikan akurasi validasi bila penyebabnya dihilangkan",
  placebo: "Kenaikan oleh plasebo: selangnya memuat 0",
  "sick-twin": "Perubahan akurasi validasi bila penyebabnya dimasukkan ke kembaran sehat",
  "alive-after": "Bagian unit lapisan itu yang menerima gradien lagi setelah disembuhkan",
};

const factors: Readonly<Record<Parameters<Words["names"]["factor"]>[0], string>> = {
  initialisation: "Inisialisasi",
  "part-dead": "Sebagian unit mati sejak awal (bias awal)",
  "learning-rate": "Laju pembelajaran",
  momentum: "Momentum",
  depth: "Kedalaman",
  imbalance: "Ketidakseimbangan kelas",
};

/** Every sentence in Bahasa Indonesia. */
export const id: Words = {
  numbers,
  page: {
    name: "Bahasa Indonesia",
    skip: "Langsung ke isi",
    contents: "Di halaman ini",
    numbers: "Angka-angka gambar ini",
    scrolls: (what) => `${what} (dapat digulir ke samping)`,
  },
  counted: {
    photos: (n) => `${count(n)} foto`,
    classes: (n) => `${count(n)} kelas`,
    seeds: (n) => `${count(n)} seed`,
    epochs: (n) => `${count(n)} epoch`,
    pairs: (n) => `${count(n)} pasang`,
    parameters: (n) => `${count(n)} parameter`,
  },
  share,
  effect,
  names: {
    change: (name) => changes[name] ?? name,
    disorder: (name) => disorders[name] ?? name,
    check: (name) => checks[name] ?? name,
    factor: (name) => factors[name],
    findingVerdict: { proven: "terbukti", likely: "kemungkinan besar", undecided: "belum dapat dipastikan" },
    claimVerdict: { true: "benar", partly: "benar sebagian", false: "salah", "not-measured": "tidak diukur" },
    holds: (ok) => (ok ? "✓ terpenuhi" : "✗ tidak terpenuhi"),
    unset: "(tidak diatur)",
  },
  chart: {
    epoch: "epoch",
    step: "langkah",
    learningRate: "laju pembelajaran",
    loss: "loss pelatihan yang dihaluskan, nat",
    validationAccuracy: "akurasi validasi, %",
    trainAccuracy: "akurasi pelatihan, %",
    majority: (value) => `kelas mayoritas ${percent(value)}`,
    chance: (value) => `tebakan ${count(value, 2)}`,
    sick: "dengan gangguan",
    healthy: "kembaran sehat",
    cured: "sembuh",
    seed: (seed) => `seed ${seed}`,
    mean: "rata-rata",
    low: "terendah",
    high: "tertinggi",
    layer: "lapisan",
    deadShare: "unit mati, %",
    bornDeadShare: "mati sejak awal, %",
    silentShare: "unit yang diam untuk seluruh batch, %",
    first: "bobot awal",
    kept: "bobot yang disimpan",
    gradient: "panjang gradien terhadap bobot lapisan",
    zero: "0",
    overTwin: "dibagi kembaran",
    given: "bobot awal apa adanya",
    he: "inisialisasi He",
    rateIsBestLoss: "loss terendah",
    change: "perubahan",
    effect: "perubahan akurasi validasi, poin",
    pairs:
      "Tiap lingkaran adalah sepasang pelatihan dengan seed yang sama; batangnya rata-rata dengan selang kepercayaan 95%",
    control: "tanpa",
    treated: "dengan",
    interval: "selang 95%",
    p: "p",
    alive: "unit hidup kembali",
    on: { sick: "pada jaringan sakit", healthy: "pada kembaran sehat" },
    kind: { remedy: "penanganan", fault: "gangguan", placebo: "plasebo" },
    level: "nilai",
    accuracy: "akurasi",
    bias: "bias awal konvolusi",
    deadMark: "✕: satu lapisan mati seluruhnya",
    wholeLayerDead: "satu lapisan mati seluruhnya",
    mapScale: "akurasi validasi, %",
    unit: (unit) => `unit ${unit}`,
    before: "sebelum",
    after: "sesudah",
    negative: "bobot negatif",
    positive: "bobot positif",
    option: "pilihan",
    healthyHas: "kembaran sehat",
    sickHas: "dengan gangguan",
  },
  case: {
    title: "ReLU mati: terlihat, terbukti, dan disembuhkan",
    controlTitle: "ReLU mati: kontrol, tanpa gangguan",
    sections: {
      happened: "Apa yang terjadi",
      what: "Apa itu ReLU mati",
      gradient: "Bagaimana gradien terhalang",
      why: "Mengapa terjadi di sini",
      proof: "Pembuktian dari dua arah",
      cures: "Apa yang menyembuhkan, dan apa yang tidak",
      map: "Di mana jaringan mati: petanya",
      siblings: "Dua kasus lain yang mirip",
      claims: "Pernyataan buku teks, diukur",
      checks: "Pemeriksaan",
      redo: "Cara mengulanginya",
    },
    leadStuck: (f) => [
      `Sebuah CNN dengan ReLU dilatih selama ${count(f.epochs)} epoch dan tidak bergerak: akurasi pelatihan terbaiknya ${range(f.train)}, padahal selalu menjawab kelas mayoritas saja sudah memberi ${percent(f.majority)}.`,
      f.cured === undefined
        ? "Tidak ada penanganan yang dicoba."
        : `Menghilangkan penyebabnya saja (${f.cause}) mengubah akurasi validasi sebesar ${effect(f.cured)}.`,
    ],
    leadControl: (f) => [
      `Gangguannya tidak dipasang. Jaringan yang sama, dilatih selama ${count(f.epochs)} epoch, mencapai akurasi pelatihan ${range(f.train)}, sedangkan selalu menjawab kelas mayoritas memberi ${percent(f.majority)}: tidak ada yang macet, dan pemeriksaan untuk jaringan sakit memang harus tidak terpenuhi.`,
    ],
    control: {
      sick: "tanpa gangguan",
      onSick: "pada jaringan apa adanya",
      stuck: (majority) => `akurasi pelatihan terbaik; kelas mayoritas ${percent(majority)}`,
      curves: (f) =>
        `Tanpa gangguan, akurasi validasi berakhir pada ${range(f.sick)}. Garis tipis adalah satu seed, garis tebal rata-ratanya.`,
      curesCaption:
        "Masing-masing pada jaringan apa adanya, pengaruh terbesar lebih dahulu; plasebo disertakan sebagai pembanding.",
      away: (change, m, p) =>
        `Dihilangkan: ${change} pada jaringan apa adanya mengubah akurasi validasi sebesar ${effect(m)}, p = ${p}.`,
    },
    tiles: {
      dead: (layer, n) => `unit ${layer} mati untuk ${count(n)} foto`,
      stuck: (majority) => `akurasi pelatihan terbaik dengan gangguan; kelas mayoritas ${percent(majority)}`,
      healthy: "akurasi validasi kembaran sehat",
      cured: (change) => `akurasi validasi dengan ${change}`,
      gradient: "kali gradien kembaran sehat yang sampai ke lapisan di bawahnya",
    },
    happened: (f) =>
      `Fotonya ${f.data === "aquarium" ? "ikan yang dilukis oleh akuarium" : f.data}: ${count(f.classes)} kelas, ${count(f.train)} foto untuk pelatihan dan ${count(f.validation)} untuk validasi, ${f.size} × ${f.size} piksel. Jaringannya${f.parameters === 0 ? "" : ` memiliki ${count(f.parameters)} parameter dan`} dilatih dengan ${optimizers[f.optimizer] ?? f.optimizer} pada laju pembelajaran ${figure(f.learningRate)}, ${f.batch} foto per langkah.`,
    curves: (f) =>
      `Dengan gangguan, akurasi validasi berakhir pada ${range(f.sick)}${f.healthy === undefined ? "" : `; kembaran sehat, dengan seed, foto, dan urutan yang sama, pada ${range(f.healthy)}`}. Garis tipis adalah satu seed, garis tebal rata-ratanya.`,
    curvesTitle: "Akurasi sepanjang epoch",
    findings: "Kata diagnosis tanpa diberi tahu",
    finding: (f) =>
      [
        f.mechanism === undefined ? "Cara gagalnya belum diketahui" : `Kegagalannya terjadi melalui ${f.mechanism}`,
        f.rootCause === undefined ? "; penyebabnya belum diketahui" : `, karena ${f.rootCause}`,
        f.layer === undefined ? "" : `, di lapisan ${f.layer}`,
        ` (${f.verdict}).`,
      ].join(""),
    against: (names) => `Sudah disingkirkan, atau belum dapat dibedakan: ${names}.`,
    evidence: {
      caption: "Dasar temuan",
      for: "menunjukkan",
      quantity: "yang diukur",
      value: "nilai",
      threshold: "batas",
      source: "asal batas",
    },
    noFindings: "Diagnosis tidak menemukan gangguan.",
    what: [
      "ReLU mengeluarkan 0 untuk semua masukan di bawah 0. Unit yang jumlah berbobotnya di bawah 0 untuk setiap foto mengeluarkan 0 untuk setiap foto; kemiringan di sana juga 0, sehingga loss tidak mengatakan apa pun tentang bobotnya dan tidak ada langkah yang menggesernya. Unit itu mati: bukan sekadar diam untuk satu batch, yang merupakan kejarangan yang sehat, melainkan diam untuk semua foto.",
    ],
    dead: (f) =>
      `Di ${f.layer}, lapisan yang terburuk, ${range(f.first)} unit mati pada bobot awal dan ${range(f.kept)} pada bobot yang disimpan, masing-masing diperiksa dengan ${count(f.photos)} foto.`,
    bornDead: "Jaringan ini mati sejak awal: tidak ada langkah pelatihan yang mematikannya.",
    diedLater: "Jaringan ini semula hidup dan mati selama pelatihan.",
    aliveAll: "Tidak ada lapisan yang mati.",
    deadTitle: "Unit mati per lapisan",
    deadCaption: (photos, seeds) =>
      `Unit yang tidak dibuat positif oleh satu pun dari ${count(photos)} foto. Rata-rata ${count(seeds)} seed.`,
    silentTitle: "Unit yang diam per lapisan, sepanjang pelatihan",
    silentCaption: (seed) =>
      `Unit yang tidak dibuat positif oleh satu foto pun dalam batch, pada pelatihan seed ${seed}: sebagian diam itu sehat, satu lapisan penuh tidak.`,
    gradient: (f) =>
      `Gradien tiap lapisan adalah hasil kali lapisan-lapisan di atasnya; lapisan yang mati mengalikannya dengan 0. Di bawah ${f.layer}, panjang gradien terhadap bobot paling besar ${figure(f.sick)}, sedangkan pada kembaran sehat paling kecil ${figure(f.healthy)}: paling besar ${figure(f.over)} kali kembarannya, pada n\u00a0=\u00a0${count(f.n)} seed.`,
    gradientNone: "Tidak ada lapisan yang mati, jadi tidak ada yang terhalang.",
    gradientFirst:
      "Lapisan yang mati adalah lapisan pertama: tidak ada lapisan di bawahnya, dan bobotnya sendirilah yang tidak menerima gradien.",
    gradientTitle: "Gradien, lapisan demi lapisan",
    gradientCaption: (seeds) =>
      `Pada bobot awal, dengan skala logaritmik; yang tepat 0 berada di garis 0. Titik: ${count(seeds)} seed; garis: rata-rata geometriknya.`,
    fault: "Apa yang diubah pada jaringan sehat",
    rates: (f) =>
      [
        `Uji rentang mencoba setiap laju pembelajaran dari bobot awal, dengan n\u00a0=\u00a0${count(f.n)} seed.`,
        f.suggested === null
          ? " Pada kembaran sehat, uji ini tidak menyarankan laju mana pun."
          : ` Pada kembaran sehat, uji ini menyarankan ${figure(f.suggested)}, dan laju itulah yang dipakai keduanya.`,
        f.share === undefined
          ? ""
          : ` Dari bobot awal apa adanya, loss turun pada ${percent(f.share.value)} dari laju yang dicoba.`,
        f.isControl ? "" : " Dari bobot berinisialisasi He pada jaringan yang sama, kurvanya lain.",
      ].join(""),
    ratesTitle: "Setiap laju pembelajaran, dari dua macam bobot awal",
    ratesCaption:
      "Loss yang dihaluskan ketika laju pembelajaran membesar; tiap garis adalah satu seed. Garis tebakan ialah loss bila hanya perbandingan kelas yang diketahui.",
    factors: "Tiap tersangka dari buku teks, dicoba sendiri-sendiri pada jaringan sehat:",
    factorsTitle: "Tiap tersangka sendiri-sendiri",
    factorsCaption:
      "Akurasi validasi dengan selang kepercayaan 95%. ✕ menandai nilai dengan satu lapisan yang mati seluruhnya.",
    factor: (f) =>
      `${f.name}: akurasinya ${share(f.bestAccuracy)} pada ${f.best}, dan ${share(f.worstAccuracy)} pada ${f.worst}; di sana lapisan terburuk memiliki ${percent(f.dead)} unit mati.`,
    proof: {
      away: (change, m, p) =>
        `Dihilangkan: ${change} pada jaringan sakit mengubah akurasi validasi sebesar ${effect(m)}, p = ${p}.`,
      placebo: (change, m, p) =>
        `Plasebo yang sama mahalnya tetapi tidak berkaitan (${change}) mengubahnya sebesar ${effect(m)}, p = ${p}.`,
      into: (change, m, p) => `Dimasukkan: ${change} pada kembaran sehat mengubahnya sebesar ${effect(m)}, p = ${p}.`,
      proven:
        "Bila dihilangkan jaringan sembuh, plasebo tidak menyembuhkan, dan bila dimasukkan kembaran sehat jatuh sakit: inilah penyebabnya.",
      notProven: "Ini belum menjadi bukti dari dua arah: tidak ketiganya berakhir seperti pada sebuah penyebab.",
      missing: "Percobaan untuk pembuktian tidak dilakukan.",
      few: (n) => `Dengan ${count(n)} pasang, tidak ada uji eksak yang dapat mencapai p < 0,05; diperlukan enam.`,
    },
    proofTitle: "Pasangan pelatihan yang berbeda dalam satu hal",
    proofCaption:
      "Kedua pelatihan dalam satu pasang memakai seed, foto, dan urutan yang sama, juga bobot awal yang sama bila bentuknya memungkinkan. p: sign-flip eksak, dua sisi.",
    cures: (f) =>
      [
        f.helped.length === 0 ? "Tidak ada yang menolong" : `Yang menolong: ${f.helped.join(", ")}`,
        f.not.length === 0 ? "." : `; yang tidak terbukti menolong: ${f.not.join(", ")}.`,
      ].join(""),
    curesTitle: "Perbandingan penanganan",
    curesCaption:
      "Masing-masing pada jaringan sakit, pengaruh terbesar lebih dahulu; plasebo disertakan sebagai pembanding.",
    filters: "Filter sebelum dan sesudah disembuhkan",
    filtersCaption: (layer) =>
      `Kernel ${layer}, dirata-ratakan atas saluran masukannya. Filter yang mati menyimpan angka sejak ia dibuat.`,
    filterState: { revived: "mati, lalu hidup", dead: "mati, tetap mati", alive: "selalu hidup" },
    map: (f) =>
      `Dari ${count(f.cells)} pelatihan atas bias awal dan laju pembelajaran, ${count(f.dead)} berakhir dengan satu lapisan yang mati seluruhnya. Pada ${count(f.cured)} nilai bias, laju yang lebih kecil menyelamatkan jaringan yang dimatikan laju yang lebih besar; pada ${count(f.only)} nilai bias tidak ada laju yang menolong, dan hanya inisialisasi yang bisa.`,
    mapTitle: "Akurasi validasi menurut bias awal dan laju pembelajaran",
    mapCaption: "Angkanya adalah akurasi validasi dalam persen.",
    siblings: {
      "born-alive-then-dies": {
        title: "Semula hidup, lalu mati",
        text: "Unit-unitnya menjawab pada bobot awal; langkah-langkah pertama mematikannya.",
      },
      "learning-rate-is-the-cause": {
        title: "Laju pembelajaran sebagai penyebab",
        text: "Mula-mula ia belajar; kemudian satu langkah yang terlalu panjang melempar sebuah lapisan ke bawah 0. Di sini laju yang lebih kecil adalah obatnya.",
      },
    },
    sibling: (f) =>
      `Unit mati di ${f.layer}: ${percent(f.first)} pada bobot awal, ${percent(f.kept)} pada bobot yang disimpan (${count(f.photos)} foto); akurasi validasi terbaik ${percent(f.best)} (seed ${f.seed}, n = 1).`,
    apart: "Cara membedakannya",
    apartHead: {
      net: "jaringan",
      first: "mati pada awal",
      kept: "mati pada akhir",
      lower: "sepersepuluh laju",
      he: "inisialisasi He",
      cause: "akar penyebab yang ditemukan",
    },
    thisNet: "jaringan di halaman ini",
    notTried: "tidak dicoba",
    claimHead: { claim: "pernyataan buku teks", verdict: "di sini", measured: "diukur di sini", when: "berlaku bila" },
    checkHead: { check: "pemeriksaan", value: "nilai", interval: "selang", bound: "batas", ok: "hasil" },
    checksText: (ok, of) =>
      `${ok} dari ${of} pemeriksaan terpenuhi. Semuanya dapat dihitung ulang dari berkas pelatihan.`,
    checksControl: (ok, of) =>
      `${ok} dari ${of} pemeriksaan terpenuhi. Tanpa gangguan, tiga yang pertama memang harus tidak terpenuhi.`,
    redo: (f) =>
      `Seed ${f.seeds}. Lamanya ${duration(f.seconds)}. Pelatihan yang diceritakan halaman ini ada di folder kasus: ${count(f.runs)} pelatihan, masing-masing dengan results.csv, record.jsonl, dan checkpoint-nya.`,
    model: "Jaringannya, lapisan demi lapisan",
    foot: "Semua selang adalah 95%: t Student atas pasangan atau seed. Akurasi tanpa selang berasal dari satu pelatihan.",
  },
  claims,
  run: {
    title: (name) => `Pelatihan ${name}`,
    sections: {
      result: "Hasilnya",
      curves: "Kurva",
      diagnosis: "Temuan diagnosis",
      treatment: "Penanganan yang dicoba",
      classes: "Kelas demi kelas",
      confusion: "Apa yang dikira apa",
      layers: "Di dalam jaringan",
      calibration: "Sejauh mana probabilitasnya dapat dipercaya",
      setup: "Cara melatihnya",
    },
    reason: {
      finished: (epochs, best) => `Seluruh ${count(epochs)} epoch dijalankan; yang disimpan ialah bobot epoch ${best}.`,
      "early-stopping": (epochs, best) =>
        `Pelatihan berhenti lebih awal, setelah ${count(epochs)} epoch; yang disimpan ialah bobot epoch ${best}.`,
      interrupted: (epochs) =>
        `Pelatihan terputus setelah ${count(epochs)} epoch, dan dapat dilanjutkan dengan --resume.`,
    },
    unfinished: (epochs, of) =>
      `Pelatihan ini belum selesai: baru ${count(epochs)}${of === undefined ? "" : ` dari ${count(of)}`} epoch. Angka untuk foto uji belum ada; halaman ini menampilkan yang sudah ada.`,
    notThere: (what) => `Tidak ada di folder pelatihan ini: ${what}.`,
    part: { train: "foto pelatihan", validation: "foto validasi", test: "foto uji" },
    accuracy: (part, m) => `Akurasi pada ${part}: ${share(m)}.`,
    tile: (part, interval, n) => `benar, dari ${count(n)} ${part}; selang kepercayaan 95% ${interval}`,
    noDiagnosis: "Pelatihan ini belum didiagnosis; perintah ini melakukannya:",
    looks: (n) =>
      n === 1
        ? "Foto uji dilihat satu kali."
        : `Foto uji dilihat ${count(n)} kali: pilihan yang dibuat setelah kali pertama membuat hasil berikutnya tampak lebih baik.`,
    lossLabel: "loss, nat",
    accuracyLabel: "akurasi, %",
    curvesFigure: "Loss dan akurasi sepanjang epoch",
    curvesTitle: { loss: "Loss", accuracy: "Akurasi" },
    curvesCaption: "Pelatihan diukur selagi bobot bergerak; validasi setelah tiap epoch.",
    training: "pelatihan",
    validation: "validasi",
    keptEpoch: (epoch) => `Disimpan: epoch ${epoch}`,
    classesText: (part, n) => `Diukur pada ${count(n)} ${part}; selang kepercayaan 95%.`,
    classHead: {
      class: "kelas",
      n: "n",
      recall: "recall",
      interval: "selang",
      precision: "presisi",
      f1: "F1",
      auc: "AUC ROC",
      aucInterval: "selang",
    },
    recallTitle: "Recall per kelas",
    confusionTitle: "Matriks konfusi",
    confusionCaption: (part) =>
      `Baris: kelas ${part} yang sebenarnya; kolom: jawaban model. Makin pekat: makin besar bagian dari barisnya.`,
    truth: "sebenarnya",
    predicted: "dijawab",
    mistakes: (n, of) => `${count(n)} dari ${count(of)} foto dikira kelas lain.`,
    layerTitles: {
      "zero-share": "Angka nol yang dikeluarkan tiap aktivasi, %",
      "gradient-norm": "Panjang gradien terhadap bobot tiap lapisan",
      "update-ratio": "Panjang langkah dibagi panjang bobot",
    },
    layerCaptions: {
      "zero-share": "Pada langkah yang diukur, dalam satu batch. Banyak nol itu lazim bagi ReLU; nol semua tidak.",
      "gradient-norm": "Pada langkah yang diukur, skala logaritmik.",
      "update-ratio": "Pada langkah yang diukur, skala logaritmik. Sekitar 0,001 itu lazim.",
    },
    layerFirst: "langkah pertama yang diukur",
    layerMiddle: "median",
    layerLast: "langkah terakhir yang diukur",
    calibration: {
      fitted: (temperature, n) =>
        `Probabilitas dikalibrasi pada ${count(n)} foto validasi: temperatur ${count(temperature, 2)}.`,
      "at-limit": (temperature, n) =>
        `Probabilitas dikalibrasi pada ${count(n)} foto validasi: temperatur ${count(temperature, 2)}, sejauh batasnya.`,
      "no-mistakes": (_, n) =>
        `Probabilitas tidak dikalibrasi: dari ${count(n)} foto validasi tidak ada satu pun yang salah, sehingga tidak diketahui kapan model terlalu yakin.`,
      "too-few-photos": (_, n) => `Probabilitas tidak dikalibrasi: ${count(n)} foto validasi terlalu sedikit.`,
      "loss-not-suited": () =>
        "Probabilitas tidak dikalibrasi: loss ini tidak memberi logit untuk membandingkan kelas.",
    },
    calibrationHead: { figure: "ukuran", before: "sebelum", after: "sesudah" },
    calibrationFigures: { calibrationError: "galat kalibrasi", loss: "loss, nat", brierScore: "skor Brier" },
    calibrationOf: (n) => `Pada ${count(n)} foto uji`,
    diagnosisVerdict: {
      healthy: "Tidak ditemukan gangguan.",
      sick: "Ada gangguan.",
      undecided: "Belum dapat dipastikan.",
    },
    next: (probe) => `Pengukuran yang akan memastikannya: ${probe}.`,
    treated: (f) =>
      `${f.cured ? "Penanganan yang berhasil ditemukan." : "Tidak ada yang mengungguli pelatihan semula; yang semula dipertahankan."} ${count(f.trainings)} pelatihan dalam ${duration(f.seconds)}.`,
    treatmentHead: {
      remedy: "penanganan",
      for: "untuk",
      effect: "perubahan akurasi validasi",
      interval: "selang",
      p: "p",
      placebo: "plasebo",
      seeds: "n",
      verdict: "hasil",
    },
    accepted: "diterima",
    rejected: "ditolak",
    before: (m) => `Sebelum: akurasi validasi ${share(m)}.`,
    after: (m) => `Sesudah: akurasi validasi ${share(m)}.`,
    setup: "Konfigurasi lengkap",
    notes: "Catatan",
    setAside: (n) => `${count(n)} foto tidak dapat dibaca dan disisihkan.`,
    foot: "Bagian dari foto memakai selang Wilson, AUC ROC memakai selang DeLong; masing-masing 95%.",
  },
};
