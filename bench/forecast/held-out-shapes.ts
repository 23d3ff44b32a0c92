import type {Segment, Shape} from './shapes.ts';

/**
 * Simulated workflows that test the forecast. No constant was tuned with them. If you tune with one of them,
 * move it to `hardShapes` and write another.
 */
export const heldOutShapes: readonly Shape[] = [
	{
		name: 'three lengths in turn',
		plan(dice) {
			const length = dice.between(15, 50);
			let index = 0;
			return run => {
				index++;
				const size = [1, 2, 3.5][index % 3] ?? 1;
				return [
					{seconds: 5 * run.factor(0.2), to: 8, steps: 1},
					{seconds: length * size * run.factor(0.1), to: 100, steps: 35},
				];
			};
		},
	},
	{
		name: 'a silent first node of 3 to 8 minutes',
		interval: 5,
		plan(dice) {
			const silent = dice.between(180, 480);
			return run => [
				{seconds: silent * run.factor(0.2), to: 12, steps: 1},
				{seconds: 90 * run.factor(0.1), to: 90, steps: 25},
				{seconds: 15 * run.factor(0.3), to: 100, steps: 1},
			];
		},
	},
	{
		name: 'begins again up to three times',
		plan(dice) {
			const length = dice.between(30, 70);
			return run => {
				const segments: Segment[] = [];

				while (run.happens(0.3) && segments.length < 6) {
					const at = run.between(10, 95);
					segments.push(
						{seconds: (length * at) / 100, to: at, steps: 15},
						{seconds: 4, to: 0, steps: 1},
					);
				}

				return [...segments, {seconds: length * run.factor(0.12), to: 100, steps: 40}];
			};
		},
	},
	{
		name: 'slower with every tenth',
		plan(dice) {
			const first = dice.between(2, 6);
			const slower = dice.between(1.05, 1.3);
			return run => {
				const size = run.factor(0.15);
				return Array.from({length: 10}, (_, tenth) => ({
					seconds: first * slower ** tenth * size,
					to: 10 * (tenth + 1),
					steps: 4,
				}));
			};
		},
	},
	{
		name: '40 % longer after every fourth run',
		plan(dice) {
			const length = dice.between(20, 70);
			let index = 0;
			return run => {
				const size = 1.4 ** Math.floor(index++ / 4) * run.factor(0.08);
				return [
					{seconds: length * 0.4 * size, to: 25, steps: 5},
					{seconds: length * 0.6 * size, to: 100, steps: 15},
				];
			};
		},
	},
	{
		name: 'nodes with heavy tails, progress by nodes',
		plan(dice) {
			const nodes = Array.from({length: 12}, () => dice.between(1, 8));
			return run =>
				nodes.map((seconds, node) => ({
					seconds: seconds * run.factor(0.6),
					to: (100 * (node + 1)) / nodes.length,
					steps: 1,
				}));
		},
	},
	{
		name: 'stands still for five minutes in one of six runs',
		interval: 5,
		plan(dice) {
			const length = dice.between(60, 150);
			return run => {
				const at = run.between(15, 85);
				return [
					{seconds: (length * at) / 100, to: at, steps: 20},
					...(run.happens(1 / 6) ? [{seconds: 300, to: at, steps: 1}] : []),
					{seconds: ((length * (100 - at)) / 100) * run.factor(0.1), to: 100, steps: 20},
				];
			};
		},
	},
	{
		name: 'longer and shorter with the hours of the day',
		plan(dice) {
			const length = dice.between(40, 120);
			const phase = dice.between(0, 6);
			let index = 0;
			return run => {
				const size = (1 + 0.4 * Math.sin(phase + index++)) * run.factor(0.05);
				return [
					{seconds: 0.2 * length * size, to: 40, steps: 10},
					{seconds: 0.8 * length * size, to: 100, steps: 20},
				];
			};
		},
	},
];
