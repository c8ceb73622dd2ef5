// The custom elements manifest: what Storybook's reference pages, editors and the framework types are made from.

/** The sources are analysed, the build is shipped: paths in the manifest name the latter. */
const namesShippedFiles = {
  name: 'names-shipped-files',
  packageLinkPhase({ customElementsManifest }) {
    const shipped = (path) => path?.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
    const visit = (node) => {
      if (Array.isArray(node)) return node.forEach(visit);
      if (!node || typeof node !== 'object') return;
      if (typeof node.module === 'string') node.module = shipped(node.module);
      if (node.kind === 'javascript-module') node.path = shipped(node.path);
      Object.values(node).forEach(visit);
    };
    visit(customElementsManifest.modules);
  },
};

/** Private and protected members are nobody's business outside the class. */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations = [] } of customElementsManifest.modules) {
      for (const declaration of declarations) {
        if (!declaration.members) continue;
        declaration.members = declaration.members.filter(
          ({ name, privacy }) => privacy !== 'private' && privacy !== 'protected' && !name.startsWith('#'),
        );
      }
    }
  },
};

export default {
  globs: ['src/elements/**/*.ts', 'src/define/**/*.ts'],
  exclude: ['**/*.styles.ts'],
  outdir: '.',
  litelement: true,
  // package.json names the manifest already; the analyzer would reformat the file.
  packagejson: false,
  plugins: [publicOnly, namesShippedFiles],
};
