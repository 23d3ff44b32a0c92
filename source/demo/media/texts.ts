/** The words of the song. */
export const lyrics = `城市夜色

霓虹在雨里慢慢融化
末班车驶过空荡的高架
我把今天折成一只纸船
放进河里,看它漂向远方

The city hums a quiet tune,
a paper boat beneath the moon.
`;

/** The prompt of a picture. */
export const promptText = `masterpiece, best quality, 国风人像, 汉服, 工笔, soft rim light, 85mm
Negative: lowres, blurry, extra fingers
`;

/** Three shots of a film. */
export const storyboard = `分镜 1 · 清晨 · 外景
远景。雾中的老街,一只橘猫走过石板路。

分镜 2 · 上午 · 内景
中景。茶馆里蒸汽升起,老板娘抬头微笑。

Shot 3 · dusk · exterior
Close-up. Lanterns light up one after another. ✨
`;
