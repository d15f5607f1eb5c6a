#include "wire.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace bench {

namespace {

constexpr std::size_t largest_read = 1 << 18;
constexpr int longest_answer_ms = 10000;
constexpr unsigned connect_kind = 1, connack_kind = 2, puback_kind = 4, subscribe_kind = 8, suback_kind = 9;
constexpr unsigned clean_session = 0x02;
constexpr unsigned response_topic_property = 0x08;

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what + ": " + std::strerror(errno)); }

int connected_socket(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("cannot connect");
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

std::size_t two_bytes(std::string_view text) {
  return static_cast<std::size_t>(static_cast<unsigned char>(text[0]) << 8 | static_cast<unsigned char>(text[1]));
}

/// A variable byte integer; moves `position` behind it. False when the text ends before it does.
bool read_length(std::string_view text, std::size_t& position, std::size_t& length) {
  length = 0;
  for (unsigned shift = 0; position < text.size(); shift += 7) {
    const auto byte = static_cast<unsigned char>(text[position++]);
    length |= static_cast<std::size_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

}  // namespace

Wire::Wire(std::uint16_t port, std::string_view client_id, Protocol protocol)
    : socket_(connected_socket(port)), protocol_(protocol), in_(largest_read), read_from_(0), read_to_(0) {
  constexpr std::string_view name("\0\4MQTT", 6);
  begin(connect_kind << 4, name.size() + 6 + client_id.size() + (has_properties() ? 1 : 0));
  out_ += name;
  out_ += static_cast<char>(protocol_);
  out_ += static_cast<char>(clean_session);
  append_number(0);  // No keep-alive.
  if (has_properties()) append_length(0);
  append_text(client_id);
  await(connack_kind);
}

Wire::~Wire() { close(socket_); }

void Wire::subscribe(std::string_view filter, unsigned qos) {
  begin(subscribe_kind << 4 | 2, filter.size() + 5 + (has_properties() ? 1 : 0));
  append_packet_id();
  if (has_properties()) append_length(0);
  append_text(filter);
  out_ += static_cast<char>(qos);
  await(suback_kind);
}

void Wire::publish(std::string_view topic, std::string_view payload, unsigned qos) {
  begin(publish_kind << 4 | qos << 1, topic.size() + payload.size() + (qos > 0 ? 4 : 2) + (has_properties() ? 1 : 0));
  append_text(topic);
  if (qos > 0) append_packet_id();
  if (has_properties()) append_length(0);
  out_ += payload;
}

void Wire::ask(std::string_view topic, std::string_view payload, std::string_view response_topic) {
  const std::size_t properties = response_topic.size() + 3;
  begin(publish_kind << 4 | 1U << 1, topic.size() + payload.size() + 4 + properties + (properties > 0x7f ? 2 : 1));
  append_text(topic);
  append_packet_id();
  append_length(properties);
  out_ += static_cast<char>(response_topic_property);
  append_text(response_topic);
  out_ += payload;
}

void Wire::flush() {
  while (unwritten() > 0) {
    const ssize_t size = send(socket_, out_.data() + written_, unwritten(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno == EAGAIN) return;
    if (size < 0) fail("cannot send");
    written_ += static_cast<std::size_t>(size);
  }
  out_.clear();
  written_ = 0;
}

void Wire::fill() {
  // What is left of a packet moves to the front, so that there is always room for more.
  std::copy(in_.data() + read_from_, in_.data() + read_to_, in_.data());
  read_to_ -= read_from_;
  read_from_ = 0;
  const ssize_t size = recv(socket_, in_.data() + read_to_, in_.size() - read_to_, MSG_DONTWAIT);
  if (size == 0) throw std::runtime_error("the broker closed the connection");
  if (size < 0 && errno != EAGAIN && errno != EINTR) fail("cannot receive");
  read_to_ += static_cast<std::size_t>(std::max<ssize_t>(size, 0));
}

bool Wire::next(Packet& packet) {
  const std::string_view unread(in_.data() + read_from_, read_to_ - read_from_);
  std::size_t position = 1;
  std::size_t length = 0;
  if (!read_length(unread, position, length) || position + length > unread.size()) return false;
  const unsigned first = static_cast<unsigned char>(unread[0]);
  packet = {first >> 4, first & 0x0f, unread.substr(position, length)};
  read_from_ += position + length;
  return true;
}

Received Wire::opened(const Packet& packet) {
  const std::size_t topic_size = two_bytes(packet.body);
  const std::string_view topic = packet.body.substr(2, topic_size);
  std::string_view rest = packet.body.substr(2 + topic_size);
  if ((packet.flags & 0x06U) != 0) {
    begin(puback_kind << 4, 2);
    append_number(two_bytes(rest));
    rest.remove_prefix(2);
  }
  if (has_properties()) {
    std::size_t position = 0;
    std::size_t length = 0;
    if (!read_length(rest, position, length)) throw std::runtime_error("the broker sent a malformed packet");
    rest.remove_prefix(position + length);
  }
  return {topic, rest};
}

void Wire::await(unsigned kind) {
  flush();
  for (Packet packet; packet.kind != kind;) {
    if (next(packet)) continue;
    pollfd readable{socket_, POLLIN, 0};
    if (poll(&readable, 1, longest_answer_ms) == 0) throw std::runtime_error("the broker does not answer");
    fill();
  }
}

void Wire::begin(unsigned first_byte, std::size_t length) {
  out_ += static_cast<char>(first_byte);
  append_length(length);
}

void Wire::append_length(std::size_t length) {
  for (; length > 0x7f; length >>= 7) out_ += static_cast<char>(length | 0x80);
  out_ += static_cast<char>(length);
}

void Wire::append_number(std::size_t number) {
  out_ += static_cast<char>(number >> 8);
  out_ += static_cast<char>(number & 0xff);
}

void Wire::append_text(std::string_view text) {
  append_number(text.size());
  out_ += text;
}

void Wire::append_packet_id() {
  packet_id_ = packet_id_ == 65535 ? 1 : static_cast<std::uint16_t>(packet_id_ + 1);
  append_number(packet_id_);
}

}  // namespace bench
