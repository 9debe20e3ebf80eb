/**
 * Keeps the answers of a pure function for texts seen before, at most `limit` of them, then starts over.
 * Texts longer than 120 characters are seldom seen twice and not kept.
 */
export function remember<T>(limit: number, read: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined || answers.has(text)) return known as T;
    const answer = read(text);
    if (text.length > 120) return answer;
    if (answers.size >= limit) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
