import type { TextsOf } from '@shared/i18n/types';
import type { member as en } from './en';

export const member: TextsOf<typeof en, 'id'> = {
  'signIn.title': 'Senang bertemu Anda',
  'signIn.lead':
    'Masuk dengan nomor telepon atau alamat email yang dikenal toko. Tanpa kata sandi.',
  'signIn.phone': 'Nomor telepon',
  'signIn.phoneHint': 'Dengan kode negara, misalnya +62 812 3456 7890',
  'signIn.email': 'Alamat email',
  'signIn.useEmail': 'Pakai email saja',
  'signIn.usePhone': 'Pakai telepon saja',
  'signIn.send': 'Kirim kode',
  'signIn.sentTitle': 'Masukkan kode',
  'signIn.sent':
    'Jika {to} milik seorang anggota, kode sedang dikirim ke sana. Berlaku sepuluh menit.',
  'signIn.submit': 'Masuk',
  'signIn.again': 'Kirim kode baru',
  'signIn.againIn_other': 'Kode baru dalam {count} detik',
  'signIn.other': 'Pakai nomor atau alamat lain',
  'staff.title': 'Peramban ini dipakai staf',
  'staff.text': '{name} sedang masuk di sini. Keluar dulu untuk memakai aplikasi anggota.',
  'nav.label': 'Menu utama',
  'nav.home': 'Kartu saya',
  'nav.account': 'Akun',
  'home.hello': 'Halo, {name}',
  'home.helloAgain': 'Halo lagi',
  'home.card': 'Kartu anggota',
  'home.howTitle': 'Cara mengumpulkan',
  'home.how':
    'Sebutkan nomor telepon Anda di kasir sebelum membayar. Perolehan Anda dicatat di akun ini.',
  'account.title': 'Akun',
  'account.look': 'Bahasa dan tampilan',
  'account.bye': 'Keluar hanya berlaku di perangkat ini.',
  'title:auth.code_wrong': 'Kode salah atau sudah kedaluwarsa',
  'hint:auth.code_wrong': 'Periksa lagi, atau minta kode baru.',
};
