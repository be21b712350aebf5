/** What the shells ask on each press of Tab: `wrasse complete -- WORDS`. */
export const completeRequest = "complete";
