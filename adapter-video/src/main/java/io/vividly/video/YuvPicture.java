package io.vividly.video;

import java.awt.Rectangle;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Converts parts of an RGB picture to YUV 4:2:0, BT.709, limited range (ITU-R BT.709-6, section 3;
 * 16-bit fixed point). Colour is averaged over each 2 by 2 pixels.
 */
final class YuvPicture {

  private final byte[] lumaRow = new byte[2 * Grid.WIDTH];
  private final byte[] blueRow = new byte[Grid.WIDTH / 2];
  private final byte[] redRow = new byte[Grid.WIDTH / 2];

  /**
   * @param rgb {@link Grid#WIDTH} pixels a row
   * @param part is widened to even coordinates
   */
  void convert(int[] rgb, Rectangle part, AVFrame target) {
    int left = part.x & ~1;
    int top = part.y & ~1;
    int right = Math.min(Grid.WIDTH, part.x + part.width + 1 & ~1);
    int bottom = Math.min(Grid.HEIGHT, part.y + part.height + 1 & ~1);
    int width = right - left;
    BytePointer luma = target.data(0);
    BytePointer blue = target.data(1);
    BytePointer red = target.data(2);
    for (int y = top; y < bottom; y += 2) {
      rows(rgb, y * Grid.WIDTH + left, width);
      long lumaAt = (long) y * target.linesize(0) + left;
      luma.position(lumaAt).put(lumaRow, 0, width);
      luma.position(lumaAt + target.linesize(0)).put(lumaRow, width, width);
      blue.position((long) y / 2 * target.linesize(1) + left / 2).put(blueRow, 0, width / 2);
      red.position((long) y / 2 * target.linesize(2) + left / 2).put(redRow, 0, width / 2);
    }
  }

  private void rows(int[] rgb, int start, int width) {
    for (int x = 0; x < width; x += 2) {
      int a = rgb[start + x];
      int b = rgb[start + x + 1];
      int c = rgb[start + x + Grid.WIDTH];
      int d = rgb[start + x + Grid.WIDTH + 1];
      lumaRow[x] = luma(a);
      lumaRow[x + 1] = luma(b);
      lumaRow[width + x] = luma(c);
      lumaRow[width + x + 1] = luma(d);
      int r = (a >> 16 & 255) + (b >> 16 & 255) + (c >> 16 & 255) + (d >> 16 & 255);
      int g = (a >> 8 & 255) + (b >> 8 & 255) + (c >> 8 & 255) + (d >> 8 & 255);
      int bl = (a & 255) + (b & 255) + (c & 255) + (d & 255);
      blueRow[x / 2] = (byte) (128 + (-6596 * r - 22189 * g + 28784 * bl + (1 << 17) >> 18));
      redRow[x / 2] = (byte) (128 + (28784 * r - 26145 * g - 2639 * bl + (1 << 17) >> 18));
    }
  }

  private static byte luma(int rgb) {
    int sum = 11966 * (rgb >> 16 & 255) + 40254 * (rgb >> 8 & 255) + 4064 * (rgb & 255);
    return (byte) (16 + (sum + (1 << 15) >> 16));
  }
}
