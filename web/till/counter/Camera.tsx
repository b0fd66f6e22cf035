import { Alert, Text } from '@mantine/core';
import { IconCameraOff } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { openDetector } from '../scan/detector';
import { useTexts } from '../texts/use';
import { Box } from './Box';

/** Looks ten times a second: enough for a steady hand, and little work for the device. */
const PAUSE_MS = 100;

/** Reads one code with the camera. */
export default function Camera(props: { onRead: (text: string) => void; onClose: () => void }) {
  const { t } = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<'denied' | 'unable'>();
  const onRead = useEffectEvent(props.onRead);
  useEffect(() => {
    const stop = new AbortController();
    watch(video, stop.signal, (text) => onRead(text)).catch((error: unknown) => {
      if (stop.signal.aborted) return;
      const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
      setTrouble(isDenied ? 'denied' : 'unable');
    });
    return () => stop.abort();
  }, []);
  return (
    <Box title={t('camera.title')} onClose={props.onClose}>
      {trouble ? (
        <Alert color="warn" icon={<IconCameraOff aria-hidden />} title={t(`camera.${trouble}`)}>
          {t('camera.instead')}
        </Alert>
      ) : (
        <>
          <video ref={video} className="camera" autoPlay playsInline muted />
          <Text ta="center" mt="sm">
            {t('camera.text')}
          </Text>
        </>
      )}
    </Box>
  );
}

async function watch(
  video: { readonly current: HTMLVideoElement | null },
  signal: AbortSignal,
  onRead: (text: string) => void,
): Promise<void> {
  const [stream, detector] = await Promise.all([
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }),
    openDetector(),
  ]);
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  signal.addEventListener('abort', close);
  if (signal.aborted || !video.current) {
    close();
    return;
  }
  video.current.srcObject = stream;
  while (!signal.aborted) {
    const isReady = video.current && video.current.readyState >= 2;
    const [found] = isReady && video.current ? await detector.detect(video.current) : [];
    if (found && !signal.aborted) {
      close();
      onRead(found.rawValue);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
