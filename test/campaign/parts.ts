import type {Part} from './part.ts';
import {characters} from './parts/characters.ts';
import {costly} from './parts/costly.ts';
import {defects} from './parts/defects.ts';
import {downloads} from './parts/downloads.ts';
import {escapes} from './parts/escapes.ts';
import {exits} from './parts/exits.ts';
import {gone} from './parts/gone.ts';
import {hungCalls} from './parts/hung-calls.ts';
import {listFails} from './parts/list-fails.ts';
import {malformed} from './parts/malformed.ts';
import {mutations} from './parts/mutations.ts';
import {network} from './parts/network.ts';
import {nthOperation} from './parts/nth-operation.ts';
import {outputs} from './parts/outputs.ts';
import {pictures} from './parts/pictures.ts';
import {randomKeys} from './parts/random-keys.ts';
import {recordings} from './parts/recordings.ts';
import {resizes} from './parts/resizes.ts';
import {secrets} from './parts/secrets.ts';
import {size} from './parts/size.ts';
import {soak} from './parts/soak.ts';
import {soakReal} from './parts/soak-real.ts';
import {splits} from './parts/splits.ts';
import {stateChanges} from './parts/state-changes.ts';
import {stdoutFails} from './parts/stdout-fails.ts';
import {suspends} from './parts/suspends.ts';

/** In the order of the table in docs/RELIABILITY.md. */
const parts: readonly Part[] = [
	malformed,
	mutations,
	escapes,
	characters,
	splits,
	pictures,
	network,
	nthOperation,
	soak,
	soakReal,
	size,
	costly,
	exits,
	gone,
	suspends,
	resizes,
	randomKeys,
	stateChanges,
	downloads,
	outputs,
	hungCalls,
	recordings,
	stdoutFails,
	listFails,
	secrets,
	defects,
];

export const partNames: readonly string[] = parts.map(({name}) => name);

/** Throws a `RangeError` for an unknown name. */
export function partOf(name: string): Part {
	const part = parts.find(one => one.name === name);

	if (part === undefined) {
		throw new RangeError(`there is no part "${name}"; there are ${partNames.join(', ')}`);
	}

	return part;
}
