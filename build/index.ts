import {join, resolve} from 'node:path';
import {projectRoot} from './bundle.ts';
import {buildPackage} from './package-files.ts';

// Builds the package into `dist`, or into the folder given as an argument.
await buildPackage(resolve(process.argv[2] ?? join(projectRoot, 'dist')));
