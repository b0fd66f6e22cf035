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
  'nav.home': 'Kartu',
  'nav.offers': 'Promo',
  'nav.rewards': 'Hadiah',
  'nav.history': 'Riwayat',
  'nav.me': 'Profil',
  offline: 'Tidak ada koneksi. Kartu tetap berfungsi; selebihnya data terakhir yang dibaca.',
  'home.hello': 'Halo, {name}',
  'home.helloAgain': 'Halo lagi',
  'home.card': 'Kartu anggota',
  'home.worth': 'Bernilai {money}',
  'home.blocked': 'Akun ini diblokir. Silakan hubungi toko.',
  'card.qr': 'Kode untuk kasir. Berganti setiap setengah menit.',
  'card.enlarge': 'Tunjukkan di kasir',
  'card.changes': 'Kode berganti sendiri setiap setengah menit.',
  'card.none':
    'Kartu belum ada di ponsel ini. Sambungkan sekali, setelah itu kartu berfungsi tanpa jaringan. Sementara itu, nomor telepon Anda cukup di kasir.',
};
