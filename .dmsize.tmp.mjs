import { build } from 'esbuild'; import { gzipSync } from 'node:zlib';
const own = process.argv[2] === 'own';
const r = await build({ entryPoints:['src/elements/danmaku-layer/danmaku-layer.ts'], bundle:true, minify:true, write:false, metafile:true, format:'esm', splitting:true, outdir:'out', target:'es2022', external:['lit','lit/*','@lit/*'], plugins:[{name:'x',setup(b){b.onResolve({filter:/^\.\.\//},a=>/filters|preferences/.test(a.path)&&own?undefined:{path:a.path,external:true})}}], logLevel:'error'});
for(const f of r.outputFiles) console.log(f.path.split('/').pop(), 'min',f.contents.length,'gz',gzipSync(f.contents,{level:9}).length);
const m=Object.values(r.metafile.outputs).find(o=>o.entryPoint); for(const [i,v] of Object.entries(m.inputs).sort((a,b)=>b[1].bytesInOutput-a[1].bytesInOutput)) console.log('  ',i,v.bytesInOutput);
