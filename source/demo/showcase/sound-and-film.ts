import type {RunScript} from '../script.ts';
import {checkpoint, runIds, sampler, textEncode, workflow} from './recipes.ts';

const hour = 3_600_000;

export function soundAndFilmRuns(): readonly RunScript[] {
	return [film(), song()];
}

function film(): RunScript {
	return {
		...runIds('showcase film'),
		workflow: workflow('film', '图生视频 · 江南烟雨', [
			{key: 'n30_videos', type: 'video'},
			{key: 'n31_images', type: 'image'},
		]),
		createdAt: -6000,
		queue: {ms: 14_000, position: 4},
		language: 'zh',
		nodes: [
			{id: '1', name: 'LoadImage', ms: 500, message: '读取首帧 jiangnan.png'},
			{...checkpoint('2', 'wan2.1_i2v_480p_14B_fp8.safetensors', 9000), name: '加载视频模型'},
			{id: '3', name: 'CLIPVisionEncode', ms: 1500},
			{...textEncode('6', 900), name: '提示词'},
			{id: '7', name: 'WanImageToVideo', ms: 1600, message: '832×480,49 帧'},
			{
				...sampler('8', 30, 48_000, '采样器'),
				message: '采样器:30 步,uni_pc,cfg 6.0',
				lines: [
					{at: 0.22, level: 'warn', message: '显存占用 22.6/24.0 GiB,启用分块注意力'},
					{at: 0.61, level: 'info', message: '显存已释放 1.8 GiB'},
				],
			},
			{id: '9', name: 'VAEDecodeTiled', ms: 7000, steps: 7, message: '分块解码 49 帧'},
			{id: '25', name: 'RIFE 插帧', ms: 5000, steps: 6, message: '16 → 32 fps'},
			{id: '30', name: 'VideoCombine', ms: 3000, message: '编码 h264 mp4,crf 19'},
			{id: '31', name: 'SaveImage', ms: 500, message: '保存封面'},
		],
		ending: {
			kind: 'succeeded',
			outputs: [
				{key: 'n30_videos', kind: 'file', file: 'clip.mp4', signedFor: hour},
				{key: 'n31_images', kind: 'file', file: 'cover.png'},
			],
		},
		quote: 0.8,
		computeCost: 0.4126,
	};
}

function song(): RunScript {
	return {
		...runIds('showcase song'),
		workflow: workflow('song', '音乐生成 · 城市夜色 🎵', [
			{key: 'n17_audio', type: 'audio'},
			{key: 'n20_audio', type: 'audio'},
			{key: 'n18_text', type: 'text'},
			{key: 'n19_files', type: 'text'},
		]),
		createdAt: -3000,
		queue: {ms: 6000, position: 2, estimated: false},
		language: 'zh',
		nodes: [
			{
				id: '11',
				name: '歌词大模型',
				ms: 6000,
				message: '调用外部模型写歌词',
				externalCost: 0.0182,
				lines: [{at: 0.95, level: 'info', message: '收到 86 个字,输入 212 tokens,输出 174 tokens'}],
			},
			{...checkpoint('12', 'ace_step_v1_3.5b.safetensors', 4000), name: '加载模型'},
			{id: '13', name: 'TextEncodeAceStep', ms: 700, message: '风格:lo-fi, city pop, 92 bpm'},
			{id: '14', name: 'EmptyAceStepLatentAudio', ms: 200},
			sampler('15', 16, 16_000, '采样器'),
			{id: '16', name: 'VAEDecodeAudio', ms: 2200, message: '解码音频 48 kHz'},
			{
				id: '17',
				name: 'SaveAudio',
				ms: 900,
				lines: [{at: 0.5, level: 'warn', message: '峰值 -0.1 dBFS,已限幅'}],
			},
		],
		ending: {
			kind: 'succeeded',
			outputs: [
				{key: 'n17_audio', kind: 'file', file: 'song.wav', signedFor: hour},
				{key: 'n20_audio', kind: 'file', file: 'song-long.wav', signedFor: hour},
				{key: 'n18_text', kind: 'text', text: '霓虹在雨里慢慢融化,末班车驶过空荡的高架'},
				{key: 'n19_files', kind: 'file', file: 'lyrics.txt'},
			],
		},
		quote: 0.1,
		computeCost: 0.0214,
	};
}
