import {kindOfApiName, type OutputKind} from '../../core/output/kinds.ts';
import {foreignTitle} from '../../core/text/sanitize.ts';
import type {Workflow} from '../../core/workflow.ts';
import {isRecord, readProse, type JsonObject} from './readers.ts';

/** Reads `data` of `GET /workflow/market/info`. Skips invalid items of `candidate_output_manifest`. */
export function readWorkflowInfo(data: JsonObject): Workflow {
	const title = readProse(data['title']);
	return {
		title: title === null ? null : foreignTitle(title.exact),
		outputKinds: readManifest(data['candidate_output_manifest']),
	};
}

function readManifest(value: unknown): ReadonlyMap<string, OutputKind> {
	const kinds = new Map<string, OutputKind>();

	for (const item of Array.isArray(value) ? (value as readonly unknown[]) : []) {
		if (isRecord(item) && typeof item['key'] === 'string' && typeof item['type'] === 'string') {
			const kind = kindOfApiName(item['type'].trim().toLowerCase());

			if (kind !== null) {
				kinds.set(item['key'], kind);
			}
		}
	}

	return kinds;
}
