/** Makes that sold one car under either badge: a difference between them is no disagreement. */
const sameBadges: readonly ReadonlySet<string>[] = [
  new Set(['Dodge', 'Ram']),
  new Set(['Toyota', 'Scion']),
  new Set(['Chevrolet', 'Geo']),
  new Set(['Freightliner', 'Dodge', 'Mercedes-Benz']),
  new Set(['International', 'IC Bus']),
  new Set(['Polaris', 'Slingshot']),
];
export const isSameMake = (one: string, other: string): boolean =>
  one === other || sameBadges.some((badges) => badges.has(one) && badges.has(other));
