import type {Segment, Shape} from './shapes.ts';

/**
 * Kinds of runs whose forecasts were wrong, and some that were first kept out of the tuning (held out). By now, the
 * rules and constants of the forecast were tuned with all of them, so good forecasts for them prove nothing.
 */
export const hardShapes: readonly Shape[] = [
	{
		name: 'each run 15 % longer',
		plan(dice) {
			let length = dice.between(20, 60);
			return run => {
				length *= 1.15;
				const size = run.factor(0.03);
				return [
					{seconds: length * 0.1 * size, to: 30, steps: 3},
					{seconds: length * 0.5 * size, to: 60, steps: 1},
					{seconds: length * 0.4 * size, to: 100, steps: 4},
				];
			};
		},
	},
	{
		name: 'begins again at 0 % in every third run',
		plan(dice) {
			const length = dice.between(30, 90);
			return run => {
				const fails = run.happens(0.33);
				const at = run.between(30, 80);
				return [
					...(fails
						? [
								{seconds: (length * at) / 100, to: at, steps: 30},
								{seconds: 2, to: 0, steps: 1},
							]
						: []),
					{seconds: length * 0.2 * run.factor(0.1), to: 5, steps: 1},
					{seconds: length * 0.8 * run.factor(0.1), to: 100, steps: 25},
				];
			};
		},
	},
	{
		name: 'one silent node of 40 minutes',
		interval: 20,
		plan: () => run => [
			{seconds: 60 * run.factor(0.2), to: 30, steps: 12},
			{seconds: 2400 * run.factor(0.25), to: 60, steps: 1},
			{seconds: 90 * run.factor(0.2), to: 100, steps: 16},
		],
	},
	{
		name: 'a node takes 5 or 60 seconds',
		plan(dice) {
			const rest = dice.between(15, 40);
			return run => [
				{seconds: rest * 0.5 * run.factor(0.1), to: 40, steps: 10},
				{seconds: (run.happens(0.5) ? 60 : 5) * run.factor(0.1), to: 60, steps: 1},
				{seconds: rest * 0.5 * run.factor(0.1), to: 100, steps: 10},
			];
		},
	},
	{
		name: 'second half 2.5 times as slow by chance',
		plan(dice) {
			const length = dice.between(30, 90);
			return run => {
				const size = run.factor(0.08);
				return [
					{seconds: (length / 2) * size, to: 50, steps: 25},
					{seconds: (length / 2) * size * (run.happens(0.5) ? 2.5 : 1), to: 100, steps: 25},
				];
			};
		},
	},
	{
		name: 'each run 10 % shorter',
		plan(dice) {
			let length = dice.between(60, 200);
			return run => {
				length *= 0.9;
				return [
					{seconds: length * 0.3 * run.factor(0.05), to: 20, steps: 4},
					{seconds: length * 0.7 * run.factor(0.05), to: 100, steps: 40},
				];
			};
		},
	},
	{
		name: 'twice as long from the 7th run on',
		plan(dice) {
			const length = dice.between(30, 90);
			let index = 0;
			return run => {
				index++;
				const size = run.factor(0.1) * (index >= 7 ? 2 : 1);
				return [{seconds: length * size, to: 100, steps: 50}];
			};
		},
	},
	{
		name: 'small and large inputs in turn',
		plan(dice) {
			const length = dice.between(15, 40);
			let index = 0;
			return run => {
				index++;
				const size = (index % 2 === 0 ? 4 : 1) * run.factor(0.1);
				return [
					{seconds: 4, to: 10, steps: 2},
					{seconds: length * size, to: 90, steps: 30},
					{seconds: 5 * run.factor(0.1), to: 100, steps: 1},
				];
			};
		},
	},
	{
		name: 'falls back anywhere, up to twice',
		plan(dice) {
			const length = dice.between(40, 100);
			return run => {
				const segments: Segment[] = [];
				let from = 0;

				for (let chance = 0.35; run.happens(chance) && segments.length < 4; chance = 0.25) {
					const at = run.between(from + 5, 90);
					const back = run.between(0, at / 2);
					segments.push(
						{seconds: (length * (at - from)) / 100, to: at, steps: 20},
						{seconds: 3, to: back, steps: 1},
					);
					from = back;
				}

				return [
					...segments,
					{seconds: ((length * (100 - from)) / 100) * run.factor(0.1), to: 100, steps: 40},
				];
			};
		},
	},
	{
		name: 'silent for 10 to 25 minutes near its end',
		interval: 10,
		plan(dice) {
			const silent = dice.between(600, 1500);
			return run => [
				{seconds: 120 * run.factor(0.15), to: 85, steps: 30},
				{seconds: silent * run.factor(0.25), to: 98, steps: 1},
				{seconds: 10, to: 100, steps: 2},
			];
		},
	},
	{
		name: 'a node of three kinds, with steps of its own',
		plan(dice) {
			const base = dice.between(6, 14);
			return run => {
				const times = run.happens(0.4) ? 1 : run.happens(0.5) ? 3 : 8;
				return [
					{seconds: base * run.factor(0.1), to: 30, steps: 10},
					{seconds: base * times * run.factor(0.1), to: 70, steps: 12},
					{seconds: base * run.factor(0.1), to: 100, steps: 10},
				];
			};
		},
	},
	{
		name: 'twice as fast from anywhere on, by chance',
		plan(dice) {
			const length = dice.between(50, 120);
			return run => {
				const at = run.between(20, 70);
				const speed = run.happens(0.4) ? 2 : 1;
				const size = run.factor(0.08);
				return [
					{seconds: (length * size * at) / 100, to: at, steps: 20},
					{seconds: (length * size * (100 - at)) / 100 / speed, to: 100, steps: 30},
				];
			};
		},
	},
	{
		name: 'a shared machine: its speed changes every tenth',
		plan(dice) {
			const length = dice.between(40, 120);
			return run =>
				Array.from({length: 10}, (_, tenth) => ({
					seconds: (length / 10) * run.factor(0.5),
					to: 10 * (tenth + 1),
					steps: 5,
				}));
		},
	},
	{
		name: 'lengths that wander by 20 % from run to run',
		plan(dice) {
			let length = dice.between(30, 90);
			return run => {
				length *= run.factor(0.2);
				return [
					{seconds: 3, to: 15, steps: 1},
					{seconds: length, to: 100, steps: 40},
				];
			};
		},
	},
	{
		name: 'progress by nodes, one node cached in half of the runs',
		plan(dice) {
			const nodes = Array.from({length: 8}, () => dice.between(2, 12));
			return run =>
				nodes.map((seconds, node) => ({
					seconds: (node === 4 && run.happens(0.5) ? 0.3 : seconds) * run.factor(0.15),
					to: (100 * (node + 1)) / nodes.length,
					steps: 1,
				}));
		},
	},
];
