import type { TextsOf } from '@shared/i18n/types';
import type { till as en } from './en';

export const till: TextsOf<typeof en, 'id'> = {
  'enrol.title': 'Siapkan kasir ini',
  'enrol.lead':
    'Di konsol, buka Pengaturan, lalu Mesin kasir, dan tambahkan satu. Ketik kode yang ditampilkan.',
  'enrol.code': 'Kode mesin kasir',
  'enrol.submit': 'Siapkan',
  'cashiers.title': 'Siapa yang bertugas?',
  'cashiers.none': 'Belum ada yang bisa masuk di sini',
  'cashiers.noneText': 'Di konsol, buka Pengaturan, lalu Staf, dan tambahkan kasir beserta PIN.',
  'pin.title': 'Halo, {name}',
  'pin.label': 'PIN',
  'pin.typed_other': '{count} angka diketik',
  'pin.erase': 'Hapus angka terakhir',
  'pin.submit': 'Masuk',
  'pin.other': 'Orang lain',
  'counter.title': 'Siap untuk pelanggan berikutnya',
  'counter.text': 'Kasir {till}, toko {store}. Petugas: {name}.',
  'counter.lock': 'Kunci',
  'other.title': 'Peramban ini masuk di aplikasi lain',
  'other.text': '{name} sedang masuk di sini. Untuk melayani pelanggan, keluar dulu.',
  'title:auth.pin_wrong': 'PIN salah',
  'hint:auth.pin_wrong': 'Coba lagi. Setelah lima kali akan ada jeda.',
  'title:till.code_wrong': 'Kode salah, sudah dipakai, atau kedaluwarsa',
  'hint:till.code_wrong': 'Minta kode baru di konsol, pada Pengaturan dan Mesin kasir.',
  'title:till.revoked': 'Mesin kasir ini sudah dinonaktifkan',
  'hint:till.revoked': 'Siapkan lagi dengan kode dari konsol.',
  'title:till.unknown': 'Perangkat ini belum disiapkan sebagai kasir',
  'hint:till.unknown': 'Siapkan dengan kode dari konsol.',
};
