#!/usr/bin/env bash
# Makes clip.mp4 and photo.jpg beside this file: a pale sun that drifts over misty lavender hills.
# Written with ffmpeg 5.1.9 and its libx264; the pictures come from the formulas below.
#
# clip.mp4   10 s, 1080x1920 (9:16), 30 fps constant, H.264 High, a closed group of pictures every 2 s,
#            AAC-LC 48 kHz stereo (a soft chord), index first, no edit list: what all six networks take.
# photo.jpg  1080x1350 (4:5), baseline JPEG.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# A turn is the angle that comes back to its start after 10 s, so that the clip loops without a jump.
turn='2*PI*t/10'

# still SIZE RED GREEN BLUE ALPHA: one computed picture, repeated for ever.
still() {
  echo "color=black:s=$1:r=30,format=gbrap,trim=end_frame=1,geq=r='$2':g='$3':b='$4':a='$5',loop=-1:1"
}

# sky HEIGHT: from the first colour at the top to the second behind the hills.
sky() {
  still "1080x$1" "lerp(250,228,Y/H)" "lerp(240,206,Y/H)" "lerp(248,236,Y/H)" 255
}

# sun: a disc in its glow, in a square of 900.
sun() {
  local radius="hypot(X-450,Y-450)"
  still 900x900 255 247 232 "255*max(clip(160-$radius,0,1),0.6*clip(exp(-pow($radius/190,2))-0.004,0,1))"
}

# hill HEIGHT CREST RED GREEN BLUE: a crest line (in pixels below the top), and mist that thickens downwards.
hill() {
  local mist="28*clip((Y-($2))/420,0,1)"
  still "1320x$1" "$3+$mist" "$4+$mist" "$5+0.6*$mist" "255*clip(Y-($2),0,1)"
}

# scene HEIGHT: 1080 wide, every layer swaying by its own measure.
scene() {
  cat <<GRAPH
$(sky "$1") [sky]; $(sun) [sun];
$(hill "$1" "90+60*sin(X/215)" 192 172 222) [far];
$(hill "$1" "90+66*sin(X/270+2.2)" 152 126 198) [middle];
$(hill "$1" "90+60*sin(X/235+4.4)" 106 82 160) [near];
[sky][sun] overlay=x='90+120*sin($turn)':y='$1*0.3-450-44*cos($turn)':format=gbrp [a];
[a][far] overlay=x='-120+24*sin($turn)':y='$1*0.49':format=gbrp [b];
[b][middle] overlay=x='-120+40*cos($turn)':y='$1*0.62':format=gbrp [c];
[c][near] overlay=x='-120-60*sin($turn)':y='$1*0.77':format=gbrp,
GRAPH
}

chord='0.05*(sin(2*PI*220*t)+0.8*sin(2*PI*277.18*t)+0.7*sin(2*PI*329.63*t))*(1+0.3*sin(2*PI*t/5))'

ffmpeg -nostdin -loglevel error -y \
  -filter_complex "$(scene 1920) scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,trim=duration=10 [picture];
    aevalsrc='$chord|$chord':s=48000:d=9.95,afade=t=in:d=1,afade=t=out:st=8.5:d=1.4 [sound]" \
  -map '[picture]' -map '[sound]' -map_metadata -1 -fflags +bitexact \
  -c:v libx264 -profile:v high -level 4.0 -preset medium -refs 1 -qp 33 -bf 0 -g 60 -keyint_min 60 -sc_threshold 0 \
  -x264-params chroma-qp-offset=-4:ipratio=1.6 \
  -flags:v +cgop+bitexact -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv \
  -c:a aac -profile:a aac_low -b:a 20k -flags:a +bitexact -bsf:a setts=ts=TS+1024 \
  -use_editlist 0 -movflags +faststart clip.mp4

ffmpeg -nostdin -loglevel error -y \
  -filter_complex "$(scene 1350) scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p [picture]" \
  -map '[picture]' -frames:v 1 -update 1 -fflags +bitexact -flags:v +bitexact -c:v mjpeg -q:v 4 photo.jpg
