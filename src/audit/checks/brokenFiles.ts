import type { Check } from "../check.ts";
import { counted } from "../words.ts";

/** Files that should be photos and cannot be read, with the reason of each. */
export const brokenFiles: Check = {
  id: "broken-files",
  title: "Broken files",
  measure: ({ photos, setAside, ignored }) => {
    const total = photos.length + setAside.length;
    return {
      summary:
        (setAside.length === 0
          ? "all photos can be read"
          : `${setAside.length} of ${counted(total, "photo")} cannot be used`) +
        (ignored > 0 ? `; ${counted(ignored, "other file")} ignored` : ""),
      quantities: [
        { id: "set-aside", name: "photos that cannot be used", value: setAside.length, unit: "photos", n: total },
        { id: "ignored", name: "files that are no photos by their name", value: ignored, unit: "files" },
      ],
      concerns:
        setAside.length === 0
          ? []
          : [
              {
                id: "broken-files",
                text: `${counted(setAside.length, "photo")} cannot be used, the first: ${setAside[0]!.path}: ${setAside[0]!.reason}.`,
                value: setAside.length,
                threshold: 1,
                source: "each file that should be a photo can be one",
                hint: "mend or remove them; training sets them aside",
              },
            ],
      suspects: setAside.map(({ path, reason }) => ({
        check: "broken-files",
        path,
        reason,
        score: 1,
        isConcern: true,
        label: "",
      })),
    };
  },
};
