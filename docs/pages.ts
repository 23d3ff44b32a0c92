import {writeFileSync} from 'node:fs';
import {generatedPages} from './generated-pages.ts';

// `npm run pages` writes the generated pages. A test checks that they are up to date.
for (const [path, text] of await generatedPages()) {
	writeFileSync(path, text);
}
