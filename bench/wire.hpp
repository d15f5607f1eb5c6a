#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// A publish as it came in. The views are valid until the next call on the wire.
struct Received {
  std::string_view topic;
  std::string_view payload;
};

enum class Protocol : unsigned char { mqtt_3_1_1 = 4, mqtt_5 = 5 };

/// One MQTT connection to 127.0.0.1 with as few system calls as can be: packets gather in a buffer until
/// `flush`, and a read takes all that the socket has. It keeps no account of what is in flight; incoming QoS 1 is
/// acknowledged in the buffer. Failures throw std::runtime_error.
class Wire {
 public:
  /// Returns when the broker has accepted the connection.
  Wire(std::uint16_t port, std::string_view client_id, Protocol protocol = Protocol::mqtt_3_1_1);
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire();

  /// Returns when the broker has confirmed it.
  void subscribe(std::string_view filter, unsigned qos);

  /// Adds to the buffer; QoS 0 or 1.
  void publish(std::string_view topic, std::string_view payload, unsigned qos);

  /// The same with QoS 1 and a Response Topic (MQTT 5 section 4.10), which MQTT 3.1.1 has not.
  void ask(std::string_view topic, std::string_view payload, std::string_view response_topic);

  /// Writes what the socket takes.
  void flush();
  [[nodiscard]] std::size_t unwritten() const { return out_.size() - written_; }
  [[nodiscard]] int socket() const { return socket_; }

  /// Reads once what is there, without waiting, and calls `visit(Received)` for each publish.
  template <class Visit>
  void receive(Visit visit) {
    fill();
    for (Packet packet; next(packet);) {
      if (packet.kind == publish_kind) visit(opened(packet));
    }
  }

 private:
  struct Packet {
    unsigned kind = 0;
    unsigned flags = 0;
    std::string_view body;
  };
  static constexpr unsigned publish_kind = 3;

  void fill();
  bool next(Packet& packet);
  Received opened(const Packet& packet);
  void await(unsigned kind);
  [[nodiscard]] bool has_properties() const { return protocol_ == Protocol::mqtt_5; }
  void begin(unsigned first_byte, std::size_t length);
  void append_length(std::size_t length);
  void append_number(std::size_t number);
  void append_packet_id();
  void append_text(std::string_view text);

  int socket_ = -1;
  Protocol protocol_;
  std::uint16_t packet_id_ = 0;
  std::string out_;
  std::size_t written_ = 0;
  std::vector<char> in_;
  std::size_t read_from_ = 0;
  std::size_t read_to_ = 0;
};

}  // namespace bench
