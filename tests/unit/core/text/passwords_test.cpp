#include "core/text/passwords.hpp"

#include <gtest/gtest.h>

namespace mfp::core {
namespace {

struct MaskCase {
  const char* text;
  const char* shown;
};

class Passwords : public testing::TestWithParam<MaskCase> {};

TEST_P(Passwords, AreMaskedAndAllElseKeepsItsPlace) { EXPECT_EQ(without_passwords(GetParam().text), GetParam().shown); }

constexpr MaskCase mask_cases[] = {
    {"", ""},
    {"mqtt://host:1883", "mqtt://host:1883"},
    {"mqtt://user@host", "mqtt://user@host"},
    {"mqtt://user:secret@host:1883", "mqtt://user:******@host:1883"},
    {"mqtt://user:p@ss/w:rd@host", "mqtt://user:*********@host"},
    {"mqtt:/user:secret@host", "mqtt:/user:******@host"},
    {"mqtt://user:my secret@host", "mqtt://user:*********@host"},
    {"broker: mqtt://user:secret, x", "broker: mqtt://user:******, x"},
    {"broker: mqtt://[::1]:1883", "broker: mqtt://[::1]:1883"},
    {"topic: zigbee2mqtt/lamp", "topic: zigbee2mqtt/lamp"},
    {"user:secret@host", "user:******@host"},
    {"mqtt://user:gräß@host", "mqtt://user:****@host"},
    {"broker: {url: 'mqtt://u:p@h', colour: red}", "broker: {url: 'mqtt://u:*@h', colour: red}"},
    {"  password: hunter2  # mine", "  password: *******  # mine"},
    {"broker: {\"password\": x1, username: me}", "broker: {\"password\": *** username: me}"},
    {"password_file: /etc/pw", "password_file: /etc/pw"},
    {"topic: a@b/c:d", "topic: a@b/c:d"},
};

INSTANTIATE_TEST_SUITE_P(Texts, Passwords, testing::ValuesIn(mask_cases));

}  // namespace
}  // namespace mfp::core
