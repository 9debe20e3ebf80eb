/**
 * Migrations that a database may know by another name. The text is the same; null: it became part of another one that
 * every such database has run. What landed since keeps its name (`migrations/landed.json`), so this list is complete.
 */
export const earlierNames: Readonly<Record<string, string | null>> = {
  '0005-rank-scored-lots-first': null,
  '0010-create-accounts': '0021-create-accounts',
  '0011-create-members': '0022-create-members',
  '0012-create-audit': '0023-create-audit',
};
