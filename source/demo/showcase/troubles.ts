import type {Fault, RunScript} from '../script.ts';
import {checkpoint, runIds, sampler, save, textEncode, vaeDecode, workflow} from './recipes.ts';

const badGateway: Fault = {
	kind: 'response',
	status: 502,
	headers: {'content-type': 'text/html'},
	body: '<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>',
};

/** Returns successful runs. Some of their requests fail or are slow. */
export function troubledRuns(): readonly RunScript[] {
	return [slowResponses(), outage(), unknownAtFirst()];
}

/** Returns a run whose responses take 1.5 to 3 seconds. */
function slowResponses(): RunScript {
	const delays = [1500, 2200, 1800, 3000, 1600, 2600];
	return {
		...runIds('showcase face'),
		workflow: workflow('face', '人脸修复 · Old photo restore', [{key: 'n9_images', type: 'image'}]),
		createdAt: -7000,
		queue: {ms: 3000, position: 1},
		language: 'zh',
		nodes: [
			{id: '1', name: 'LoadImage', ms: 500, message: '读取老照片 1978_family.tif'},
			{id: '2', name: '划痕检测', ms: 3500, steps: 5},
			{
				id: '3',
				name: '人脸检测',
				ms: 1200,
				lines: [{at: 0.8, level: 'info', message: '检测到 4 张人脸'}],
			},
			{id: '5', name: 'CodeFormer', ms: 12_000, steps: 4, message: 'CodeFormer:保真度 0.7'},
			{id: '6', name: '上色', ms: 9000, steps: 6, message: 'DDColor 上色'},
			{id: '7', name: '颗粒', ms: 800, message: '加一点胶片颗粒'},
			save('9', 'SaveImage', 800, 'restored_00007_.png'),
		],
		ending: {
			kind: 'succeeded',
			outputs: [{key: 'n9_images', kind: 'file', file: 'face.png', signedFor: 600_000}],
		},
		quote: 0.06,
		computeCost: 0.0236,
		faults: [
			...delays.map((ms, index) => ({
				requests: [index + 1, index + 1] as const,
				fault: {kind: 'delay', ms} as const,
			})),
			{fault: {kind: 'delay', ms: 2400}},
		],
	};
}

/** Returns a run whose requests fail for 13 seconds: truncated responses, then resets, then a proxy's error. */
function outage(): RunScript {
	return {
		...runIds('showcase storyboard'),
		workflow: workflow('storyboard', '分镜脚本 · Storyboard ✍️', [
			{key: 'n5_text', type: 'text'},
			{key: 'n6_files', type: 'text'},
			{key: 'n9_images', type: 'image'},
		]),
		createdAt: -5000,
		queue: {ms: 2000, position: 1},
		nodes: [
			{id: '1', name: 'TextInput', ms: 300, message: 'reading the outline, 1,204 characters'},
			{
				id: '2',
				name: 'LLMPlanner',
				ms: 9000,
				message: 'asking the external model for a plan',
				externalCost: 0.0315,
				lines: [{at: 0.9, level: 'info', message: 'plan has 3 shots'}],
			},
			{
				id: '3',
				name: 'LLMWriter',
				ms: 14_000,
				steps: 3,
				message: 'writing the shots',
				externalCost: 0.0468,
			},
			{id: '4', name: '校对', ms: 3000, message: '校对中英文对白'},
			{id: '5', name: 'ShowText', ms: 300},
			sampler('8', 12, 9000),
			save('9', 'SaveImage', 700, 'board_00001_.png'),
		],
		ending: {
			kind: 'succeeded',
			outputs: [
				{
					key: 'n5_text',
					kind: 'text',
					text: '分镜 1 · 清晨 · 外景\n远景。雾中的老街,一只橘猫走过石板路。',
				},
				{key: 'n6_files', kind: 'file', file: 'storyboard.txt'},
				{key: 'n9_images', kind: 'file', file: 'render.png'},
			],
		},
		quote: 0.2,
		computeCost: 0.0098,
		faults: [
			{within: [12_000, 15_000], fault: {kind: 'cut'}},
			{within: [15_000, 18_000], fault: {kind: 'reset'}},
			{within: [18_000, 25_000], fault: badGateway},
		],
	};
}

/** Returns a run that the engine does not know for the first six seconds. */
function unknownAtFirst(): RunScript {
	return {
		...runIds('showcase render'),
		workflow: workflow('render', 'Sketch → render 线稿上色', [{key: 'n9_images', type: 'image'}]),
		createdAt: 0,
		unknownFor: 6000,
		queue: {ms: 12_000, position: 2},
		nodes: [
			{id: '1', name: 'LoadImage', ms: 400, message: 'LoadImage: sketch_07.png'},
			{...checkpoint('4', 'sd_xl_base_1.0.safetensors', 0), cached: true},
			{id: '10', name: 'ControlNetLoader', ms: 2600, message: 'loading control-lora-sketch'},
			textEncode('6', 400),
			textEncode('7', 300),
			{id: '11', name: 'LineArtPreprocessor', ms: 1800},
			sampler('3', 25, 17_000),
			vaeDecode('8', 1500),
			save('9', 'SaveImage', 700, 'render_00003_.png'),
		],
		ending: {
			kind: 'succeeded',
			outputs: [{key: 'n9_images', kind: 'file', file: 'render.png', signedFor: 3_600_000}],
		},
		quote: 0.04,
		computeCost: 0.0174,
	};
}
