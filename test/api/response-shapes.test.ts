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

type Paths = {readonly inShape: Set<string>; readonly read: Set<string>};

/** Returns a value of this shape that notes the path of each field of the shape, and of each field that is read from it. */
function recorder(shape: Shape, path: string, paths: Paths): unknown {
	if (shape.kind === 'list') {
		return [recorder(shape.item, path, paths)];
	}

	if (shape.kind !== 'object') {
		// The second name of a field is read only if the first one is missing.
		return shape.kind === 'open' || /error\.(reason|engine_code)$/.test(path) ? null : '1';
	}

	const {fields} = shape;
	Object.keys(fields).forEach(name => paths.inShape.add(`${path}.${name}`));
	return new Proxy(fields, {
		get(_, name) {
			const field = fields[String(name)];
			const own = `${path}.${String(name)}`;
			paths.read.add(own);
			return field === undefined ? undefined : recorder(field, own, paths);
		},
	});
}

for (const name of Object.keys(responseShapes) as ResponseName[]) {
	test(`the shape of ${name} has exactly the fields that are read`, () => {
		const paths: Paths = {inShape: new Set(), read: new Set()};
		const data = recorder(responseShapes[name].data, name, paths);
		readersByName[name](data as Record<string, unknown>);
		assert.deepEqual(paths.read, paths.inShape);
	});
}
