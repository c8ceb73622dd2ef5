/** Reads what a TypeScript file imports, and judges it by a table of areas (arrows.ts). Pure: text in, faults out. */
import { posix } from 'node:path';
import ts from 'typescript';
import type { Area, Strength } from './arrows.js';

export interface Import {
  specifier: string;
  strength: Strength;
}

function clauseStrength(clause: ts.ImportClause | undefined): Strength {
  if (!clause) return 'value';
  if (clause.isTypeOnly) return 'type';
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named) || named.elements.length === 0) return 'value';
  return named.elements.every((element) => element.isTypeOnly) ? 'type' : 'value';
}

export function importsOf(fileName: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, strength: Strength) => {
    if (specifier && ts.isStringLiteralLike(specifier)) found.push({ specifier: specifier.text, strength });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, clauseStrength(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'value');
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, 'type');
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], 'lazy');
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true));
  return found;
}

const order: Strength[] = ['type', 'lazy', 'value'];
const below = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);

function allowed(rules: Record<string, Strength>, fits: (rule: string) => boolean): Strength | undefined {
  const rule = Object.keys(rules)
    .filter(fits)
    .sort((a, b) => b.length - a.length)[0];
  return rule === undefined ? undefined : rules[rule];
}

function fault(from: string, { specifier, strength }: Import, areas: Record<string, Area>): string | undefined {
  const areaName = from.split('/')[0]!;
  const area = areas[areaName]!;
  let limit: Strength | undefined;
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(from), specifier).replace(/\.(js|ts|json)$/, '');
    if (target.startsWith('..')) return `imports ${specifier}, which lies outside src`;
    if (below(target, areaName)) {
      const folder = from.split('/').slice(0, 2).join('/');
      const inside = area.separate === undefined || from.split('/').length < 3 || below(target, folder);
      limit = inside || area.separate!.some((path) => below(target, path)) ? 'value' : undefined;
    } else {
      limit = allowed(area.imports, (rule) => below(target, rule));
    }
  } else {
    limit = allowed(area.packages, (rule) => (rule.endsWith(':') ? specifier.startsWith(rule) : below(specifier, rule)));
  }
  if (limit === undefined) return `must not import ${specifier}`;
  if (order.indexOf(strength) <= order.indexOf(limit)) return undefined;
  return limit === 'type' ? `may import only types from ${specifier}` : `may import ${specifier} only by import() when it is needed`;
}

/** @param path Below `src`, with forward slashes: `elements/like-button/like-button.ts`. */
export function arrowFaults(path: string, text: string, areas: Record<string, Area>): string[] {
  const from = path.replace(/\.ts$/, '');
  if (!(from.split('/')[0]! in areas)) return [`src/${path} belongs to no area of test/house/arrows.ts`];
  return importsOf(path, text).flatMap((one) => {
    const wrong = fault(from, one, areas);
    return wrong ? [`src/${path} ${wrong}`] : [];
  });
}
