import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const door = 'src/platform/http/';
const networkModules = /^(node:)?(http|https|http2|net|tls|dgram)$|^(undici|ws|node-fetch|axios|got|ky)$/;
const networkGlobals = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);

/** Names by which a module could open a connection without {@link door}. */
function findWaysOut(fileName: string, text: string): string[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const isTypeOnly = (node: ts.Node): boolean =>
    ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const visit = (node: ts.Node): void => {
    if (isTypeOnly(node)) return;
    if (ts.isStringLiteralLike(node) && networkModules.test(node.text)) {
      const isModule =
        ts.isImportDeclaration(node.parent) ||
        ts.isExportDeclaration(node.parent) ||
        ts.isCallExpression(node.parent);
      if (isModule) found.push(node.text);
    }
    if (ts.isIdentifier(node) && networkGlobals.has(node.text)) {
      const { parent } = node;
      const isOwnName =
        (ts.isPropertyAccessExpression(parent) &&
          parent.name === node &&
          !/^(globalThis|global|self)$/.test(parent.expression.getText(source))) ||
        ((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node);
      if (!isOwnName) found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('no module asks another server except through platform/http', () => {
  const files = globSync('src/**/*.ts', { cwd: root }).filter(
    (file) => !file.startsWith(door) && !/\.(test|testkit|bench)\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(200);
  const found = files
    .map((file) => ({ file, ways: findWaysOut(file, readFileSync(path.join(root, file), 'utf8')) }))
    .filter(({ ways }) => ways.length > 0);
  expect(found).toEqual([]);
});

test('the search finds each way that a module could take', () => {
  for (const way of [
    `await fetch('https://x')`,
    `globalThis.fetch('https://x')`,
    `const ask = fetch;`,
    `import { request } from 'undici';`,
    `import http from 'node:http';`,
    `const { connect } = await import('net');`,
    `export { request } from 'https';`,
    `new WebSocket('wss://x')`,
  ])
    expect(findWaysOut('x.ts', way), way).toHaveLength(1);
  for (const calm of [`queue.fetch()`, `import type { Server } from 'node:http';`, `const text = 'https';`])
    expect(findWaysOut('x.ts', calm), calm).toEqual([]);
});
