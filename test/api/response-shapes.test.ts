import assert from 'node:assert/strict';
import test from 'node:test';
import {
	responseShapes,
	type ResponseName,
	type Shape,
} from '../../source/api/wire/response-shapes.ts';
import {
	readBalance,
	readExecution,
	readOrderInfo,
	readRunList,
	readWorkflowInfo,
} from '../../source/api/wire/responses.ts';

const readersByName = {
	list: readRunList,
	execution: readExecution,
	info: readOrderInfo,
	workflow: readWorkflowInfo,
	balance: readBalance,
};

/** Returns a value of this shape that adds the path of every field that is read from it to `read`. */
function recorder(shape: Shape, path: string, read: Set<string>): unknown {
	switch (shape.kind) {
		case 'value':
			// The second name of a field is read only if the first one is missing.
			return /error\.(reason|engine_code)$/.test(path) ? null : '1';
		case 'open':
			return {};
		case 'list':
			return [recorder(shape.item, path, read)];
		case 'object':
			return new Proxy<Record<string, unknown>>(
				{},
				{
					get(_, name) {
						const field = `${path}.${String(name)}`;
						const inner = shape.fields[String(name)];
						read.add(field);
						return inner === undefined ? undefined : recorder(inner, field, read);
					},
				},
			);
	}
}

function pathsOf(shape: Shape, path: string): readonly string[] {
	switch (shape.kind) {
		case 'list':
			return pathsOf(shape.item, path);
		case 'object':
			return Object.entries(shape.fields).flatMap(([name, field]) => [
				`${path}.${name}`,
				...pathsOf(field, `${path}.${name}`),
			]);
		case 'value':
		case 'open':
			return [];
	}
}

for (const name of Object.keys(responseShapes) as ResponseName[]) {
	test(`the shape of ${name} has exactly the fields that are read`, () => {
		const {data} = responseShapes[name];
		const read = new Set<string>();
		readersByName[name](recorder(data, name, read) as Record<string, unknown>);
		assert.deepEqual([...read].toSorted(), pathsOf(data, name).toSorted());
	});
}
