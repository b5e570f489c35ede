package dev.milena.platform.whatsappqr;

import dev.milena.platform.testkit.SamplesContract;

class WhatsAppQrSamplesTest extends SamplesContract {
  WhatsAppQrSamplesTest() {
    super(new WhatsAppQrRehearsal(), WhatsAppQrAnswers::classify);
  }
}
